-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: a search over the environment finds the honest candidates beside it
by
  have found : ∀ a b : Prop, a ∧ b → b ∧ a := by exact?
  exact found p q h
