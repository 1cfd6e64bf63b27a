-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: an error whose message runs what an earlier candidate of the batch planted
by
  constructor
  · exact (h : p ∧ q)
  · exact h.1
