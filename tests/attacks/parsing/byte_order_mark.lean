-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: an invisible character in the middle of the file
⟪U+FEFF⟫by exact h.symm
