-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: a local instance that claims to decide the goal
by
  haveI : Decidable (q ∧ p) := .isTrue (oracle _)
  decide
