-- target: Plain.lean:Plain.conj
-- expect: unverified
-- why: an error that claims that Lean itself is at fault
by
  fail "INTERNAL PANIC: out of memory"
