-- target: Plain.lean:Plain.conj
-- expect: rejected
-- form: raw
-- because: uses
-- why: what follows some keywords is an interpolated string too; from here on others take code for text
:= by
  first
  | exact (panic! "{ "\"" }")
  | exact h.symm
axiom planted : False
-- "
