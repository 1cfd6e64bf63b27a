-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: axiom|native
-- lean: accepts
-- why: the same trust by an option of another tactic
by
  have : 3 < 4 := by decide +native
  exact ⟨h.2, h.1⟩
