-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: a macro puts a harmless name into the judge's question
oracle _

def harmless : Lean.Macro := fun _ _ s =>
  .ok (.node .none `Lean.Parser.Command.eoi (Array.mk .nil)) s
attribute [macro Lean.Parser.Command.printAxioms] harmless
