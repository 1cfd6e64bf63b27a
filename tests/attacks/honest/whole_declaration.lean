-- target: Plain.lean:Plain.conj
-- expect: verified
-- why: the declaration with its statement, as a person would write it
-- a better proof
theorem conj (p q : Prop) (h : p ∧ q) : q ∧ p := by
  exact ⟨h.2, h.1⟩
