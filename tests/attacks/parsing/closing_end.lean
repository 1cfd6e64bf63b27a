-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: closes the namespace around the theorem
⟨h.2, h.1⟩
end Plain
