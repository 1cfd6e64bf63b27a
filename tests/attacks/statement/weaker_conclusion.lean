-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: statement
-- why: a true but weaker theorem under the same name compiles without a complaint
theorem conj (p q : Prop) (h : p ∧ q) : q ∨ p := Or.inl h.2
