-- target: Plain.lean:Plain.conj
-- expect: unverified
-- why: an error that claims to be a crash
by
  fail "Stack overflow detected. Aborting."
