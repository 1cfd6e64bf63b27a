-- target: Plain.lean:Plain.conj
-- form: raw
-- expect: rejected
-- why: the statement's text is the left side of an equation that holds by rfl
↔ q ∧ p := Iff.rfl
