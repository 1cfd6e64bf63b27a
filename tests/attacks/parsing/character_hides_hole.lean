-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: sorry
-- why: a quote as a character begins no string
by
  have c : Char := '"'
  sorry
  have d : Char := '"'
