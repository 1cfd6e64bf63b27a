-- target: Plain.lean:Plain.conj
-- form: raw
-- expect: rejected
-- why: a comment that ends in := hides that the statement goes on
-- := ⟨h.2, h.1⟩
  ∨ True := Or.inr trivial
