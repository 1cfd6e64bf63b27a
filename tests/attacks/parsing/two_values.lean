-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: a value and another one
⟨h.2, h.1⟩ := ⟨h.2, h.1⟩
