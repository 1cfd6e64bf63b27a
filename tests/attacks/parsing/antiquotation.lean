-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: an antiquotation stands for syntax, outside of any quotation
by
  exact $h.symm
