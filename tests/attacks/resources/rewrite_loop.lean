-- target: Plain.lean:Plain.conj
-- expect: unverified
-- slow: yes
-- why: rewriting with x = x + 0 never ends
by
  have e : ∀ m : Nat, m = m + 0 := fun _ => rfl
  have t : ∀ P : Nat → Prop, P 0 → P 0 := by
    intro P k
    repeat rw [e 0]
  exact ⟨h.2, h.1⟩
