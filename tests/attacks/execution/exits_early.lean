-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: ends Lean with status 0 before it can report an error
⟨h.1, h.2⟩

@[extern "x"] opaque _root_.IO.Process.exit : Nat → Nat → Nat → Lean.Name
def evil : Lean.Macro := fun _ _ s => match _root_.IO.Process.exit 0 0 0 with
  | .anonymous => .error .unsupportedSyntax s
  | _ => .error .unsupportedSyntax s
attribute [macro Lean.Parser.Tactic.tacticTrivial] evil
theorem bait : True := by trivial
