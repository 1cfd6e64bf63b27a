-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: a new token; what follows is cut into other tokens
⟨h.2, h.1⟩

syntax "end Plain" : command
