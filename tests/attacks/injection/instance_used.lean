-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: asks for the instance that an earlier candidate planted
(default : False).elim
