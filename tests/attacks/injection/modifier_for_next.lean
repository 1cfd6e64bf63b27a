-- target: Plain.lean:Plain.conj
-- form: raw
-- expect: rejected
-- lean: accepts
-- why: the attribute falls to the next declaration of the file
:= ⟨h.2, h.1⟩
@[simp]
