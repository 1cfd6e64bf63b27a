-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: prints from inside the kernel's evaluation
by
  dbg_trace "out of band"
  exact dbg_trace "again"; ⟨h.2, h.1⟩
