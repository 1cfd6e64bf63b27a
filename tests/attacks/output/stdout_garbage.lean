-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: compiled code writes half a record into the output, where the next message begins
⟨h.2, h.1⟩

@[extern "x"] opaque _root_.IO.FS.writeFile : String → String → Nat → Lean.Name
def evil : Lean.Macro := fun _ _ s =>
  match _root_.IO.FS.writeFile "/dev/stdout" "{\"severity\":\"information\",\"data\":\"" 0 with
  | .anonymous => .error .unsupportedSyntax s
  | _ => .error .unsupportedSyntax s
attribute [macro Lean.Parser.Tactic.tacticTrivial] evil
theorem bait : True := by trivial
