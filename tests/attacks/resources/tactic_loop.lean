-- target: Plain.lean:Plain.conj
-- expect: unverified
-- slow: yes
-- why: a loop that allocates next to nothing, so heartbeats hardly count it
by
  repeat (first | (have x : p = p := rfl; clear x))
