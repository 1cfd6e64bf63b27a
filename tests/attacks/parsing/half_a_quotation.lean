-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: a quotation that opens another grammar and does not close it
by
  exact (`(tactic| exact h.symm
