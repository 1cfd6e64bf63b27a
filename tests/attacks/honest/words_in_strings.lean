-- target: Plain.lean:Plain.conj
-- expect: verified
-- why: strings may hold any word, and what looks like a comment
by
  have _note : String := "sorry /- axiom -- \" end"
  exact ⟨h.2, h.1⟩
