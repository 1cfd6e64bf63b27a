-- target: Plain.lean:Plain.conj
-- expect: verified
-- why: the letters of mathematics are no disguise
by
  have ⟨α₁, β'⟩ := h
  have φ : q ∧ p := ⟨β', α₁⟩
  exact φ
