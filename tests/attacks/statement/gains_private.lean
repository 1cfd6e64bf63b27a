-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: statement
-- why: the file compiles, but other files no longer find the theorem
private theorem conj (p q : Prop) (h : p ∧ q) : q ∧ p := ⟨h.2, h.1⟩
