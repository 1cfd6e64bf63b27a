-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: adds an instance to a type of the file
⟨h.2, h.1⟩

deriving instance SizeOf for Nat
