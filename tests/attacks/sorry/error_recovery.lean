-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: after an error Lean goes on with a hole; the theorem is added to the environment all the same
by
  constructor
  · exact h.1
  · exact h.1
