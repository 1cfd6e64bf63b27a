-- target: Plain.lean:Plain.conj
-- expect: rejected
-- slow: yes
-- why: prints the state for ever
by
  repeat trace_state
