-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: statement
-- why: equal up to bound names, but named arguments `(p := …)` elsewhere would break
theorem conj (a b : Prop) (h : a ∧ b) : b ∧ a := ⟨h.2, h.1⟩
