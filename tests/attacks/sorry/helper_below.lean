-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: sorry|helper|declar
-- why: the hole is in a helper after `where`, a declaration of its own
aux
where
  aux : q ∧ p := sorry
