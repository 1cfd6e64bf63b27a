-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: a metaprogram as a term
by_elab return (← `(h.symm))
