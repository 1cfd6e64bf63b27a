-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: code that runs whenever a conjunction is printed, for whatever is elaborated next
⟨h.2, h.1⟩

@[extern "x"] def _root_.IO.FS.createDirAll (_ : String) (_ : Nat) : Lean.Name := .anonymous
@[app_unexpander And] def evil : Lean.PrettyPrinter.Unexpander := fun _ _ _ =>
  match _root_.IO.FS.createDirAll "⟪CANARY⟫/by/another" 0 with
  | .anonymous => .error () ()
  | _ => .error () ()
