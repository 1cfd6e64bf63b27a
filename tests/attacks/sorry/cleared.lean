-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: sorry
-- lean: accepts
-- why: the fact that rests on the hole is cleared again before the end
by
  have boom : q ∧ p := by sorry
  clear boom
  exact ⟨h.2, h.1⟩
