-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: a line end for Python's splitlines, not for Lean
by⟪U+000B⟫exact h.symm
