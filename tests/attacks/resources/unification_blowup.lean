-- target: Plain.lean:Plain.conj
-- expect: unverified
-- why: overlapping metavariables that can be solved in very many ways
by
  have : ∀ f : Nat → Nat → Nat, f ⟪12 × (f ⟫ 0 0 ⟪12 × 1)⟫ 1 = f 1 0 := by
    intros
    first | rfl | (congr 9) | (apply congrArg₂ <;> rfl)
  exact ⟨h.2, h.1⟩
