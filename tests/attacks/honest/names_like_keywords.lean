-- target: Plain.lean:Plain.conj
-- expect: verified
-- why: names may contain what elsewhere is a keyword
by
  have sorry' := h
  have elab_macro := sorry'.1
  have admitted := sorry'.2
  exact ⟨admitted, elab_macro⟩
