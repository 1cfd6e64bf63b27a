-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: a command of the candidate's own that begins like the judge's question
⟨h.2, h.1⟩

syntax "#print " "axioms " ident : command
