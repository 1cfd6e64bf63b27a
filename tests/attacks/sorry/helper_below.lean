-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: sorry|helper|declar
-- lean: accepts
-- why: the hole is in a helper after `where`, a declaration of its own
aux
where
  aux : q ∧ p := sorry
