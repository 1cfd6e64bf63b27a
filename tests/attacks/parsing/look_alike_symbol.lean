-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: a colon that is none
⟨h.2, h.1⟩ ⟪U+2236⟫ q ∧ p
