-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: a name of sixty thousand letters
⟪30000 × ab⟫
