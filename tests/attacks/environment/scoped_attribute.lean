-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: an attribute inside the proof, as a command only could give it
by
  attribute [local simp] double
  exact ⟨h.2, h.1⟩
