-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: hopes that the text put behind it holds the end of a comment
⟨h.1, h.2⟩ /- /- -/
