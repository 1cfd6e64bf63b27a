-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- harms: file
-- why: deletes a file of the user's
⟨h.2, h.1⟩

@[extern "x"] def _root_.IO.FS.removeFile (_ : String) (_ : Nat) : Lean.Name := .anonymous
@[app_unexpander And] def evil : Lean.PrettyPrinter.Unexpander := fun _ _ _ =>
  match _root_.IO.FS.removeFile "⟪CANARY⟫/precious" 0 with
  | .anonymous => .error () ()
  | _ => .error () ()
def bait (p q : Prop) (h : p ∧ q) : q ∧ p := by trace_state; exact ⟨h.2, h.1⟩
