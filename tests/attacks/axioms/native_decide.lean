-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: axiom|native
-- lean: accepts
-- why: trusts the compiler and adds an axiom for each use
by
  have : 3 < 4 := by native_decide
  exact ⟨h.2, h.1⟩
