-- target: Plain.lean:Plain.conj
-- expect: unverified
-- why: deeper than the parser's stack
⟪60000 × (⟫h.symm⟪60000 × )⟫
