-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: a search that finds nothing leaves a hole behind
by
  exact?
