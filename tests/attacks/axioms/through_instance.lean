-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: axiom
-- lean: accepts
-- why: an instance of the file carries the axiom; the text of the proof does not name it
(Trap.oracular (q ∧ p)).default
