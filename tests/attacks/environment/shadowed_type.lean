-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: local names that read like the types of the statement
by
  let And := fun (_ _ : Prop) => True
  exact (trivial : And q p)
