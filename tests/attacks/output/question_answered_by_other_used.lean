-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: axiom|prints|character
-- why: profits from the macro that an earlier candidate planted
oracle _
