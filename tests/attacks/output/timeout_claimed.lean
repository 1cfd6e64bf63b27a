-- target: Plain.lean:Plain.conj
-- expect: unverified
-- why: an error that claims to be a limit of Lean's, so that a wrong proof is tried again
by
  fail "(deterministic) timeout at `whnf`, maximum number of heartbeats (200000) has been reached"
