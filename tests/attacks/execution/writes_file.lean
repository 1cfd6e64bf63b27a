-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- harms: file
-- why: binds a name to compiled code by `extern` and h write a file
⟨h.2, h.1⟩

@[extern "x"] opaque _root_.IO.FS.writeFile : String → String → Nat → Lean.Name
def evil : Lean.Macro := fun _ _ s => match _root_.IO.FS.writeFile "⟪CANARY⟫/written" "by a candidate" 0 with
  | .anonymous => .error .unsupportedSyntax s
  | _ => .error .unsupportedSyntax s
attribute [macro Lean.Parser.Tactic.tacticTrivial] evil
theorem bait : True := by trivial
