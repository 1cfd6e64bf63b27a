-- target: Plain.lean:Plain.conj
-- expect: rejected
-- harms: file
-- why: makes the judge's own question `#print axioms` run the candidate's code
⟨h.2, h.1⟩

@[extern "x"] opaque _root_.IO.FS.createDirAll : String → Nat → Lean.Name
def evil : Lean.Macro := fun _ _ s => match _root_.IO.FS.createDirAll "⟪CANARY⟫/asked" 0 with
  | .anonymous => .error .unsupportedSyntax s
  | _ => .error .unsupportedSyntax s
attribute [macro Lean.Parser.Command.printAxioms] evil
#print axioms later
