-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: a message like the trace from which the judge reads how Lean parsed the candidate
by
  trace "[Elab.command] [0.001] (Command.declaration (Command.declModifiers [] [] [] [] [] []))"
  exact ⟨h.1, h.2⟩
