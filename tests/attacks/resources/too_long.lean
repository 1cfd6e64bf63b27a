-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: too long
-- why: megabytes of text
by
  ⟪200000 × skip; ⟫exact h.symm
