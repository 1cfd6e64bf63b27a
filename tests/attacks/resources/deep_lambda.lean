-- target: Plain.lean:Plain.conj
-- expect: unverified
-- why: binders in binders
by
  have : ⟪4000 × Nat → ⟫True := by intros; trivial
  exact ⟨h.2, h.1⟩
