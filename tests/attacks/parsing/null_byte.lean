-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: the text ends here for whoever counts on C strings
⟨h.2, h.1⟩⟪U+0000⟫ ∧ nothing else counts
