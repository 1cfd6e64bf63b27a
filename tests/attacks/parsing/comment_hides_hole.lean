-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: sorry
-- why: who takes the string for the beginning of a comment misses what follows
by
  have c : String := "/-"
  sorry
  have d : String := "-/"
