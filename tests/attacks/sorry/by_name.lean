-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: sorry
-- lean: accepts
-- why: the constant behind sorry, without its keyword
sorryAx _ false
