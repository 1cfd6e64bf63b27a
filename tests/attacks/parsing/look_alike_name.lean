-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: a Greek omicron makes `οracle` another name than `oracle`, or the other way round
by
  have ⟪U+03BF⟫racle : q ∧ p := ⟨h.2, h.1⟩
  exact ⟪U+03BF⟫racle
