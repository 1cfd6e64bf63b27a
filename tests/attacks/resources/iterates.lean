-- target: Plain.lean:Plain.conj
-- expect: unverified
-- why: counts to a billion in tactics
by
  iterate 1000000000 skip
  exact ⟨h.2, h.1⟩
