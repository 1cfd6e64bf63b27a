-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: the comment's end stands in what looks like a string, which it is not
by /- "
  exact h.symm
