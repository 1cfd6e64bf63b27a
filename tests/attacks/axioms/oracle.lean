-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: axiom
-- lean: accepts
-- why: an axiom of the file that the original does without proves everything
oracle _
