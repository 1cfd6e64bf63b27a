-- target: Plain.lean:Plain.conj
-- expect: unverified
-- why: a level is a number in unary; a billion is a stack overflow
by
  have x : Type 1000000000 := PUnit
  exact ⟨h.2, h.1⟩
