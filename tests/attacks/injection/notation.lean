-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: a notation that changes how what follows is read
⟨h.2, h.1⟩

notation:max "q" => True
