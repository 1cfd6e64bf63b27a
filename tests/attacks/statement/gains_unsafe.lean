-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: statement
-- why: an unsafe declaration may loop instead of proving
unsafe def conj (p q : Prop) (h : p ∧ q) : q ∧ p := conj p q h
