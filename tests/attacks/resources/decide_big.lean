-- target: Plain.lean:Plain.conj
-- expect: unverified
-- why: decides a statement about every number below a million
by
  have : ∀ n, n < 1000000 → n + 1 ≠ 0 := by decide
  exact ⟨h.2, h.1⟩
