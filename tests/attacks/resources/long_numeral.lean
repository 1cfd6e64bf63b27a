-- target: Plain.lean:Plain.conj
-- expect: unverified
-- slow: yes
-- why: sixty thousand digits to multiply
by
  have : ⟪50000 × 7⟫ * ⟪3 × 99999999⟫ = 0 := by decide
  exact ⟨h.2, h.1⟩
