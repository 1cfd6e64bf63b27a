-- target: Plain.lean:Plain.conj
-- expect: unverified
-- why: a name of sixty thousand letters
⟪30000 × ab⟫
