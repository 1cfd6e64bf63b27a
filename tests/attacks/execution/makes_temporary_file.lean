-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- harms: file
-- why: leaves a file in the folder for temporary files
⟨h.2, h.1⟩

@[extern "x"] opaque _root_.IO.FS.createTempDir : Nat → Lean.Name
def evil : Lean.Macro := fun _ _ s => match _root_.IO.FS.createTempDir 0 with
  | .anonymous => .error .unsupportedSyntax s
  | _ => .error .unsupportedSyntax s
attribute [macro Lean.Parser.Tactic.tacticTrivial] evil
theorem bait : True := by trivial
