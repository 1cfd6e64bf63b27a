-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: an invisible character between two tokens
⟨h.2,⟪U+200B⟫ h.1⟩
