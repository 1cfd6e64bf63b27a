-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: statement
-- why: a comment in the statement is harmless, but then so would be any comparison up to comments
theorem conj (p q : Prop) (h : p ∧ q) : q /- or: -/ ∧ p := ⟨h.2, h.1⟩
