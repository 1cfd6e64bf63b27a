-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- harms: file
-- why: the same without any word that only commands have, but for `def`
⟨h.2, h.1⟩

@[extern "x"] def _root_.IO.FS.writeFile (_ _ : String) (_ : Nat) : Lean.Name := .anonymous
@[app_unexpander And] def evil : Lean.PrettyPrinter.Unexpander := fun _ _ _ =>
  match _root_.IO.FS.writeFile "⟪CANARY⟫/written" "by a candidate" 0 with
  | .anonymous => .error () ()
  | _ => .error () ()
def bait (p q : Prop) (h : p ∧ q) : q ∧ p := by trace_state; exact ⟨h.2, h.1⟩
