-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: the axiom behind native evaluation, called by its name
Lean.ofReduceBool (q ∧ p) true rfl
