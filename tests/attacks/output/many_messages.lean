-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: axiom|prints|character
-- lean: accepts
-- why: thousands of messages between the proof and the answer
by
  iterate 200 trace "does not depend on any axioms"
  exact oracle _
