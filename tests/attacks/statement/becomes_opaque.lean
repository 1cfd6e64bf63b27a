-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: statement
-- why: an opaque constant of the type, its value taken from an instance
opaque conj (p q : Prop) (h : p ∧ q) : Inhabited (q ∧ p)
