-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: axiom
-- lean: accepts
-- why: the axiom hides in a tactic argument, behind two steps that look like a proof
by
  constructor
  · first | exact (h.1 : q) | apply oracle
  · exact h.1
