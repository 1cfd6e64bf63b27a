-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: a variable that is a proof of False, a hypothesis of all that follows in the namespace
⟨h.2, h.1⟩

variable (planted : False)
include planted
