-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: axiom|prints|judge
-- lean: accepts
-- why: a message with the words of the answer that the judge waits for
by
  trace "'Plain.conj' does not depend on any axioms"
  trace "'Plain.conj_burnish_0' does not depend on any axioms"
  exact oracle _
