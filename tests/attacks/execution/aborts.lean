-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: ends Lean by a native function that does not exist; the whole batch goes with it
⟨h.2, h.1⟩

@[extern "x"] opaque nobody : String → Nat → Lean.Name
def evil : Lean.Macro := fun _ _ s => match nobody "" 0 with
  | .anonymous => .error .unsupportedSyntax s
  | _ => .error .unsupportedSyntax s
attribute [macro Lean.Parser.Tactic.tacticTrivial] evil
theorem bait : True := by trivial
