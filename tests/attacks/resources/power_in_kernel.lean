-- target: Plain.lean:Plain.conj
-- expect: unverified
-- why: the same number, left to the kernel, which computes powers by itself
by
  have : 2 ^ (2 ^ 40) ≠ 3 := by decide +kernel
  exact ⟨h.2, h.1⟩
