-- target: Plain.lean:Plain.conj
-- form: raw
-- expect: rejected
-- lean: accepts
-- why: the comment documents the next declaration of the file
:= ⟨h.2, h.1⟩
/-- Not what its author wrote. -/
