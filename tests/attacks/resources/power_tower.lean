-- target: Plain.lean:Plain.conj
-- expect: unverified
-- slow: yes
-- why: below the exponent that Lean refuses, but a few multiplications later far above
by
  have : (10 ^ 200) ^ 200 ^ 2 * (10 ^ 250) ^ 200 = 7 := by simp
  exact ⟨h.2, h.1⟩
