-- target: Plain.lean:Plain.conj
-- expect: unverified
-- why: the same computation as compiled code, which nothing counts
by
  have : double 50 = 0 := by native_decide
  exact ⟨h.2, h.1⟩
