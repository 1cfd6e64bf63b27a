-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: statement
-- why: checks the type and declares nothing
example (p q : Prop) (h : p ∧ q) : q ∧ p := ⟨h.2, h.1⟩
