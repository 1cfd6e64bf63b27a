-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: a tactic block that what follows would have to close
by {
  exact h.symm
