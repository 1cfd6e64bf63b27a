-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: a name with the marks of generated names, to collide with those of Lean
by
  have «_@».foo._hyg.1 := h
  exact ⟨h.1, h.1⟩
