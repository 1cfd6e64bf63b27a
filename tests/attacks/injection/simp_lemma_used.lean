-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: rests on the simp lemma that an earlier candidate of the batch planted
by simp
