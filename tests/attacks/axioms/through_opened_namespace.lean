-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: axiom
-- lean: accepts
-- why: opening a namespace makes `intro` an axiom where it looks like a constructor
by
  open Trap in exact intro
