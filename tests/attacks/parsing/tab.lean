-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: Lean refuses tabs; columns would depend on the reader
by
⟪U+0009⟫exact h.symm
