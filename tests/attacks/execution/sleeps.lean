-- target: Plain.lean:Plain.conj
-- expect: rejected
-- slow: yes
-- why: waits without using the processor, which no heartbeat notices
⟨h.2, h.1⟩

@[extern "x"] opaque _root_.IO.sleep : Nat → Nat → Lean.Name
def evil : Lean.Macro := fun _ _ s => match _root_.IO.sleep 600000 0 with
  | .anonymous => .error .unsupportedSyntax s
  | _ => .error .unsupportedSyntax s
attribute [macro Lean.Parser.Tactic.tacticTrivial] evil
theorem bait : True := by trivial
