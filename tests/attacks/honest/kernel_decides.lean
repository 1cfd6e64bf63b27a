-- target: Plain.lean:Plain.conj
-- expect: verified
-- why: the kernel may decide, as long as it does
by
  have : 3 < 4 := by decide +kernel
  exact ⟨h.2, h.1⟩
