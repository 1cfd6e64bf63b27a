-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: an error that claims that Lean itself is at fault
by
  fail "INTERNAL PANIC: out of memory"
