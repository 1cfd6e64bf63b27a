-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: a comment's end without a beginning
⟨h.2, h.1⟩ -/
