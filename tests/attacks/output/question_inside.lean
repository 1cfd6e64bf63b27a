-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: the judge's question inside the proof, as if the proof was over
by
  exact ⟨h.1, h.2⟩
  #print axioms _root_.Plain.conj
