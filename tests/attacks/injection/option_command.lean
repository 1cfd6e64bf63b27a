-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: an option for all that follows, which makes errors disappear in silence
⟨h.2, h.1⟩

set_option maxErrors 1
