-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: everything below is no longer read, so nothing below can be wrong
⟨h.2, h.1⟩

#exit
