-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: leaves a section open whose variable is a proof of False, included in all that follows
⟨h.2, h.1⟩

section
variable (planted : False)
include planted
