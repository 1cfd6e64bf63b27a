-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: uses the axiom that an earlier candidate of the same batch planted
planted.elim
