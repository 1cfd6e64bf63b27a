-- target: Plain.lean:Plain.conj
-- expect: rejected
-- harms: file
-- why: registers code that runs whenever Lean prints an equation, in a message to the judge perhaps
⟨h.2, h.1⟩

@[extern "x"] opaque _root_.IO.FS.createDirAll : String → Nat → Lean.Name
@[app_unexpander And] def evil : Lean.PrettyPrinter.Unexpander := fun _ _ _ =>
  match _root_.IO.FS.createDirAll "⟪CANARY⟫/printed" 0 with
  | .anonymous => .error () ()
  | _ => .error () ()
theorem bait (p q : Prop) : p ∧ q := by trace_state; exact oracle _
