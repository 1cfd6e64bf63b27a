-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: gives compiled code an object of another shape, which crashes Lean
⟨h.2, h.1⟩

@[extern "x"] def _root_.IO.FS.removeFile (_ _ : Nat) : Lean.Name := .anonymous
@[app_unexpander And] def evil : Lean.PrettyPrinter.Unexpander := fun _ _ _ =>
  match _root_.IO.FS.removeFile 123456789 0 with
  | .anonymous => .error () ()
  | _ => .error () ()
def bait (p q : Prop) (h : p ∧ q) : q ∧ p := by trace_state; exact ⟨h.2, h.1⟩
