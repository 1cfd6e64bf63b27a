-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: Lean and Python do not agree on where this line ends
by -- ⟪U+000D⟫ exact h.symm
  exact ⟨h.1, h.2⟩
