-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: the search finds an axiom of the file and says so in a message only
by
  exact?
