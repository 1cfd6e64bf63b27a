-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: sorry|admit
-- lean: accepts
-- why: the other name of the tactic
by admit
