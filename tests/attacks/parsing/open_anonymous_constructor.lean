-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: what follows would have to close it
⟨h.2, h.1
