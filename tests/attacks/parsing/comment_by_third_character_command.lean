-- target: Plain.lean:Plain.conj
-- form: raw
-- expect: rejected
-- lean: accepts
-- why: the same around a command, which whoever counts two comments does not see
:= ⟨h.2, h.1⟩ /-/- -/

axiom planted : False -- -/
