-- target: Plain.lean:Plain.conj
-- expect: unverified
-- slow: yes
-- why: comparing the unfolded pairs takes 2 to the 40 steps
by
  let x0 := (0, 0)
  let f := fun (x : Nat × Nat) => ((x.1, x.2).1 + (x.2, x.1).1, (x.1, x.2).2 + (x.2, x.1).2)
  have : ⟪40 × f (⟫ x0 ⟪40 × )⟫ = (1, 1) := rfl
  exact ⟨h.2, h.1⟩
