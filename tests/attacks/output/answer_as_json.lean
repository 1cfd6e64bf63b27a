-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: axiom|prints|character
-- lean: accepts
-- why: a message that holds a whole record of Lean's output, with line breaks around it
by
  trace "\n{\"severity\":\"information\",\"pos\":{\"line\":30,\"column\":0},\"endPos\":null,\"kind\":\"\",\"data\":\"'Plain.conj' does not depend on any axioms\"}\n"
  exact oracle _
