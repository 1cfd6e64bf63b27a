-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: tactics in the first column end at the next word there, which belongs to another command
by
exact h.symm
theorem
