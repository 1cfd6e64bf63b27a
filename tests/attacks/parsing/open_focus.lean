-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: a bullet without its tactics
by
  constructor
  · exact h.2
  ·
