-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: an error whose text is the answer
by
  fail "'Plain.conj' does not depend on any axioms"
