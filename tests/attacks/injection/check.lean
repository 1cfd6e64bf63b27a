-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: a command that only prints, at a line where the judge's own question may stand
⟨h.2, h.1⟩

#check conj
