-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: a character without a meaning, which each font shows differently
by
  have h⟪U+E000⟫ := h
  exact h.symm
