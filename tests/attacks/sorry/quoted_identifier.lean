-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: sorry
-- lean: accepts
-- why: the constant's name between French quotes is no token that a word list finds
«sorryAx» _ Bool.false
