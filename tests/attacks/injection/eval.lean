-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: runs code
⟨h.2, h.1⟩

#eval (3 : Nat)
