-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: makes names of a namespace visible in all that follows
⟨h.2, h.1⟩

export Trap (intro)
