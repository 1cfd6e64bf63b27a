-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: axiom
-- why: profits from the macro that an earlier candidate planted
oracle _
