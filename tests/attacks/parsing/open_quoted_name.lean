-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: a name in French quotes that is not closed
«and so on
