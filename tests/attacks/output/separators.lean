-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: axiom|prints|character
-- lean: accepts
-- why: characters that split lines in some languages, around a forged record
by
  trace "⟪U+2028⟫{\"severity\":\"error\"}⟪U+0085⟫{\"data\":\"does not depend on any axioms\"}"
  exact oracle _
