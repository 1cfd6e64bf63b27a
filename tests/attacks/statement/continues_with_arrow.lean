-- target: Plain.lean:Plain.conj
-- form: raw
-- expect: rejected
-- why: the statement's text is a prefix of an implication from itself
→ q ∧ p := fun same => same
