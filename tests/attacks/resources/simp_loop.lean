-- target: Plain.lean:Plain.conj
-- expect: unverified
-- why: two simp lemmas that undo each other
by
  have up : ∀ m : Nat, double m = double (m + 1) - double m := fun m => oracle _
  simp only [up] at h
  have : double 0 = 5 := by simp only [up]
  exact ⟨h.2, h.1⟩
