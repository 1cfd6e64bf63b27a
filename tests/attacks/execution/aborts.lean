-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: ends Lean by a native function that does not exist; the whole batch goes with it
⟨h.2, h.1⟩

@[extern "x"] def nobody (_ : String) (_ : Nat) : Lean.Name := .anonymous
@[app_unexpander And] def evil : Lean.PrettyPrinter.Unexpander := fun _ _ _ =>
  match nobody "" 0 with
  | .anonymous => .error () ()
  | _ => .error () ()
def bait (p q : Prop) (h : p ∧ q) : q ∧ p := by trace_state; exact ⟨h.2, h.1⟩
