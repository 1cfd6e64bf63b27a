-- target: Plain.lean:Plain.conj
-- expect: verified
-- why: everyday tactics
by
  obtain ⟨a, b⟩ := h
  constructor
  · exact b
  · exact a
