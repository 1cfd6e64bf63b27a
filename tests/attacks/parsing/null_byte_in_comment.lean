-- target: Plain.lean:Plain.conj
-- form: raw
-- expect: rejected
-- lean: accepts
-- why: the same where no token is
:= ⟨h.2, h.1⟩ -- ⟪U+0000⟫
