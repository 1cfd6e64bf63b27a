-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: looks like a space and is none
by⟪U+00A0⟫exact h.symm
