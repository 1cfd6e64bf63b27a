-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: statement
-- why: other binder kinds are another interface, though the type prints alike
theorem conj {p q : Prop} (h : p ∧ q) : q ∧ p := ⟨h.2, h.1⟩
