-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: gives an attribute to a declaration of the file from outside
⟨h.2, h.1⟩

attribute [simp] double
