-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: an escape in a string that no text can hold
by
  have c : String := "\ud800"
  exact h.symm
