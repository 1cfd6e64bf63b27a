-- target: Plain.lean:Plain.conj
-- form: raw
-- expect: rejected
-- why: no value at all
:=
