-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: statement
-- why: assumes what is to be shown; every use in the file still type-checks only by luck
theorem conj (p q : Prop) (h : p ∧ q) (done : q ∧ p) : q ∧ p := done
