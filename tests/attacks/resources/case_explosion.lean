-- target: Plain.lean:Plain.conj
-- expect: unverified
-- slow: yes
-- why: a million cases from twenty disjunctions
by
  have d : ∀ n : Nat, n = 0 ∨ n ≠ 0 := fun n => (Classical.em (n = 0))
  ⟪20 × rcases d 1 with d1 | d1 <;> ⟫skip
  all_goals exact ⟨h.2, h.1⟩
