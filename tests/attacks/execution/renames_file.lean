-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- harms: file
-- why: moves a file of the user's out of sight
⟨h.2, h.1⟩

@[extern "x"] opaque _root_.IO.FS.rename : String → String → Nat → Lean.Name
def evil : Lean.Macro := fun _ _ s => match _root_.IO.FS.rename "⟪CANARY⟫/precious" "⟪CANARY⟫/gone" 0 with
  | .anonymous => .error .unsupportedSyntax s
  | _ => .error .unsupportedSyntax s
attribute [macro Lean.Parser.Tactic.tacticTrivial] evil
theorem bait : True := by trivial
