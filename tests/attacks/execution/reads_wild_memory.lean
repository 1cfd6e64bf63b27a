-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: gives compiled code an object of another shape, which crashes Lean
⟨h.2, h.1⟩

@[extern "x"] opaque _root_.IO.FS.removeFile : Nat → Nat → Lean.Name
def evil : Lean.Macro := fun _ _ s => match _root_.IO.FS.removeFile 123456789 0 with
  | .anonymous => .error .unsupportedSyntax s
  | _ => .error .unsupportedSyntax s
attribute [macro Lean.Parser.Tactic.tacticTrivial] evil
theorem bait : True := by trivial
