-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: sorry
-- why: an escaped quote does not end the string
by
  have c : String := "\""
  sorry
  have d : String := "\""
