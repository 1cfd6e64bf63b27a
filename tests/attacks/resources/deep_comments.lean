-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: nested comments, deeper than a recursive reader's stack
⟪15000 × /-⟫⟪15000 × -/⟫ h.symm
