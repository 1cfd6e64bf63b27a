-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: what stands in the braces of an interpolated string is a term
by
  have c : String := s!"{(sorry : String)}"
  exact h.symm
