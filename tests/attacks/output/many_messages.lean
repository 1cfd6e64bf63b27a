-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: axiom
-- why: thousands of messages between the proof and the answer
by
  iterate 3000 trace "does not depend on any axioms"
  exact oracle _
