-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: `set_option … in` without what it is for
by
  exact h.symm
  set_option maxRecDepth 100 in
