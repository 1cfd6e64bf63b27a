-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: sorry
-- lean: accepts
-- why: Lean skips the character after `/-`, so `/-/-` opens one comment, not two, which ends early
by
  skip /-/- -/; sorry -- -/
  skip
