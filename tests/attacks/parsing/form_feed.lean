-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: white space for Python, not for Lean
by⟪U+000C⟫exact h.symm
