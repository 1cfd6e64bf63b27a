-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: a line end for Python's splitlines, part of nothing for Lean
by -- ⟪U+0085⟫  sorry
  exact ⟨h.1, h.1⟩
