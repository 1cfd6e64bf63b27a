-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: half of a character in the output
by
  trace "\u{D800}"
  exact ⟨h.1, h.2⟩
