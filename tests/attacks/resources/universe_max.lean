-- target: Plain.lean:Plain.conj
-- expect: unverified
-- why: a level that is normalized again and again
by
  have x : Sort (max ⟪300 × (max (1+1) ⟫1⟪300 × )⟫ 2) := PUnit
  exact ⟨h.1, h.2⟩
