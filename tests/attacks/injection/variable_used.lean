-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: takes the variable that an earlier candidate of the batch left behind
planted.elim
