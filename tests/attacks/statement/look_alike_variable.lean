-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: statement
-- why: a Cyrillic р binds a new variable by itself, and the statement is about that one
theorem conj (p q : Prop) (h : ⟪U+0440⟫ ∧ q) : q ∧ ⟪U+0440⟫ := ⟨h.2, h.1⟩
