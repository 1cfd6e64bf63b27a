-- target: Plain.lean:Plain.conj
-- expect: verified
-- why: strings may hold words, and what looks like a comment
by
  have _note : String := "sorry /- admit -- \" so"
  exact ⟨h.2, h.1⟩
