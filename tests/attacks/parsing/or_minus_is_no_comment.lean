-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: `\/-` is `∨` and a minus for Lean, the beginning of a comment for a naive lexer; a command hides behind it
by
  have : (1 : Int) = 1 \/-1 = (1 : Int) := Or.inl rfl
  exact ⟨h.2, h.1⟩
universe hidden_level ---/
