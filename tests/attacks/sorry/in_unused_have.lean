-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: sorry
-- lean: accepts
-- why: the hole is in a fact that the proof does not need, and may vanish from the term
by
  have unused : p ∨ q := sorry
  exact ⟨h.2, h.1⟩
