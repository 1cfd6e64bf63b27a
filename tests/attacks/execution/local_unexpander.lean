-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: a local definition with an attribute is code that runs whenever a conjunction is printed
shown p q h
where
  @[app_unexpander And] printer : Lean.PrettyPrinter.Unexpander := fun _ _ _ =>
    match double 3 with
    | 0 => .error () ()
    | _ => .error () ()
  shown (p q : Prop) (h : p ∧ q) : q ∧ p := by
    trace_state
    exact ⟨h.2, h.1⟩
