-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: axiom|prints|character
-- lean: accepts
-- why: a hundred warnings, so that nobody reads the one that matters
by
  ⟪100 × have unused := h⟪U+000A⟫  ⟫exact oracle _
