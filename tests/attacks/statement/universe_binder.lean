-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: statement
-- why: a universe parameter that nothing uses changes every explicit use of the name
theorem conj.{w} (p q : Prop) (h : p ∧ q) : q ∧ p := ⟨h.2, h.1⟩
