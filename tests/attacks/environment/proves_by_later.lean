-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: refers to a theorem further down, which rests on this one
later p q h
