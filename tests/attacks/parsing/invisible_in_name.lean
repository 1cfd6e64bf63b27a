-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: a name with a soft hyphen looks like another name
by
  have h⟪U+00AD⟫ := h
  exact h.symm
