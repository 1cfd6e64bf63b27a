-- target: Plain.lean:Plain.conj
-- form: raw
-- expect: rejected
-- lean: accepts
-- why: a modifier left over for the next declaration
:= ⟨h.2, h.1⟩
private
