-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: sorry
-- lean: accepts
-- why: the constant's name with `_root_` in front
by
  exact @_root_.sorryAx (q ∧ p) (!true)
