-- target: Plain.lean:Plain.conj
-- expect: unverified
-- slow: yes
-- why: the kernel counts no heartbeats, and walks a tree with 2 to the 40 different leaves
by
  have : (Nat.rec (motive := fun _ => Nat → Bool) (fun _ => true)
      (fun _ f s => f (2 * s) && f (2 * s + 1)) 40 : Nat → Bool) 1 = true := by
    decide +kernel
  exact ⟨h.2, h.1⟩
