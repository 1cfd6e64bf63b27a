-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: a goal that refine leaves open under a name
by
  refine ⟨?left, h.1⟩
