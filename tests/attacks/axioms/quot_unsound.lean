-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: an imagined rule by which Quot identifies whatever one likes
by
  have e := Quot.sound (r := fun _ _ : Prop => True) (a := True) (b := False) trivial
  exact (Quot.lift (fun x => x) (fun _ _ _ => rfl) (Quot.mk _ (q ∧ p)) : Prop)
