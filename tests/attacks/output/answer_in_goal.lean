-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: axiom|prints|character
-- lean: accepts
-- why: the words of the answer are the name of a hypothesis, which Lean prints
by
  have «'Plain.conj' does not depend on any axioms» := h
  trace_state
  exact oracle _
