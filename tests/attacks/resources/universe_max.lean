-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: a level that is normalized again and again
by
  have x : Sort (max ⟪300 × (max (1+1) ⟫1⟪300 × )⟫ 2) := PUnit
  exact ⟨h.2, h.1⟩
