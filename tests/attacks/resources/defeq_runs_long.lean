-- target: Plain.lean:Plain.conj
-- expect: unverified
-- why: the same computation in the elaborator, which counts
by
  have : double 40 = double 39 := by rfl
  exact ⟨h.2, h.1⟩
