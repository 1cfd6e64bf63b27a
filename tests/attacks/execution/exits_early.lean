-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: ends Lean with status 0 before it can report an error
⟨h.1, h.2⟩

@[extern "x"] def _root_.IO.Process.exit (_ _ _ : Nat) : Lean.Name := .anonymous
@[app_unexpander And] def evil : Lean.PrettyPrinter.Unexpander := fun _ _ _ =>
  match _root_.IO.Process.exit 0 0 0 with
  | .anonymous => .error () ()
  | _ => .error () ()
def bait (p q : Prop) (h : p ∧ q) : q ∧ p := by trace_state; exact ⟨h.2, h.1⟩
