-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: a level of that name for all that follows
⟨h.2, h.1⟩

universe w
