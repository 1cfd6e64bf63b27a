-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: sorry
-- lean: accepts
-- why: marked as the elaborator's own, for which Lean may print no warning
by
  exact sorryAx _ true
