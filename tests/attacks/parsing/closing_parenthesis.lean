-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: one parenthesis too many
(⟨h.2, h.1⟩))
