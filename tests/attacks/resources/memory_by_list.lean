-- target: Plain.lean:Plain.conj
-- expect: unverified
-- slow: yes
-- why: a list of a hundred million numbers
by
  have : (List.replicate 100000000 0).length = 5 := by decide +kernel
  exact ⟨h.2, h.1⟩
