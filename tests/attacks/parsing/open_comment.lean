-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: swallows everything behind it in silence
⟨h.2, h.1⟩ /- and so on
