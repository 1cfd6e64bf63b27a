-- target: Plain.lean:Plain.conj
-- expect: verified
-- why: the shortest proof
⟨h.2, h.1⟩
