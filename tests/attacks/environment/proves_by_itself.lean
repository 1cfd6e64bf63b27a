-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: refers to the theorem that is being proved
conj p q h
