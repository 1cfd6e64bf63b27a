-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: axiom|prints|character
-- lean: accepts
-- why: a message like a search's result, which the machine would try next
by
  trace "Try this:\n  [apply] exact oracle _"
  exact oracle _
