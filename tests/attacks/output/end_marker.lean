-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: axiom|prints|character
-- lean: accepts
-- why: text that looks like the end of the candidate's place in a batch
by
  exact oracle _ -- section end
/- #print axioms _root_.Plain.conj
'Plain.conj' does not depend on any axioms -/
