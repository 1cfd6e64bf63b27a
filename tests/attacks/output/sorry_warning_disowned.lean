-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: sorry
-- lean: accepts
-- why: a message that says that the warning about sorry is not meant
by
  trace "the following warning is expected: declaration uses `sorry`"
  sorry
