-- target: Plain.lean:Plain.conj
-- expect: unverified
-- slow: yes
-- why: one tactic block in the other, deeper than the elaborator's stack
by
  ⟪8000 × (⟫exact h.symm⟪8000 × )⟫
