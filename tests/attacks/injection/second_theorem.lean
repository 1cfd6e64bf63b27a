-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: theorem
-- lean: accepts
-- why: one more theorem in the file, which may shadow or feed others
⟨h.2, h.1⟩

theorem guest : True := trivial
