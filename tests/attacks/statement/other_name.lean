-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: statement
-- why: a verifier that only looks for errors never misses the theorem that was lost
theorem conj' (p q : Prop) (h : p ∧ q) : q ∧ p := ⟨h.2, h.1⟩
