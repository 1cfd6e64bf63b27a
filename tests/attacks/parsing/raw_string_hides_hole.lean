-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: sorry
-- why: in a raw string the backslash escapes nothing
by
  have c : String := r"\"
  sorry
  have d : String := r"\"
