-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: a tactic that hangs to the left of its block
by
      constructor
  exact h.2
      exact h.1
