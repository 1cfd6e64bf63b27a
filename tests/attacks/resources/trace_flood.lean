-- target: Plain.lean:Plain.conj
-- expect: unverified
-- slow: yes
-- why: prints the state for ever
by
  repeat trace_state
