-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: a metaprogram at the top level
⟨h.2, h.1⟩

run_cmd pure ()
