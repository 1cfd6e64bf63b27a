-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: an error that claims that Lean does not know an option, so that it is left out from then on
by
  fail "unknown option 'maxErrors'"
