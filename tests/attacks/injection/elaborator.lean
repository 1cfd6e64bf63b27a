-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: an elaborator of the candidate's own
⟨h.2, h.1⟩

elab "finish" : tactic => pure ()
