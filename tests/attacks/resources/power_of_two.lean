-- target: Plain.lean:Plain.conj
-- expect: unverified
-- why: a number with a trillion binary digits
by
  have : 2 ^ (2 ^ 40) = 3 := by decide
  exact ⟨h.2, h.1⟩
