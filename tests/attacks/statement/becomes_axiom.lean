-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: statement
-- why: the same name and type, declared without any proof
axiom conj (p q : Prop) (h : p ∧ q) : q ∧ p
