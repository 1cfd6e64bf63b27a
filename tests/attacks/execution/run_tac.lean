-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: a metaprogram as a tactic
by
  run_tac pure ()
  exact ⟨h.2, h.1⟩
