-- target: Plain.lean:Plain.conj
-- expect: unverified
-- why: an error that claims to be the limit of recursion
by
  fail "maximum recursion depth has been reached"
