-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- harms: file
-- why: compiled code again, from a macro that fails politely afterwards
⟨h.2, h.1⟩

@[extern "x"] opaque _root_.IO.FS.createDirAll : String → Nat → Lean.Name
def evil : Lean.Macro := fun _ _ s => match _root_.IO.FS.createDirAll "⟪CANARY⟫/a/b/c" 0 with
  | .anonymous => .error .unsupportedSyntax s
  | _ => .error .unsupportedSyntax s
attribute [macro Lean.Parser.Tactic.tacticTrivial] evil
theorem bait : True := by trivial
