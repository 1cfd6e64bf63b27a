-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: what follows would have to close it
(h.symm
