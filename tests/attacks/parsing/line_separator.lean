-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: a line end for JavaScript and Python's splitlines, inside a comment for Lean
by -- ⟪U+2028⟫  exact h.symm
  exact ⟨h.1, h.1⟩
