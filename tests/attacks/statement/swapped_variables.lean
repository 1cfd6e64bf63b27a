-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: statement
-- why: swapping the binders proves the identity instead of the symmetry
theorem conj (q p : Prop) (h : p ∧ q) : p ∧ q := h
