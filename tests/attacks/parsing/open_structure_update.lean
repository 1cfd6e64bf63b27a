-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: a structure instance that goes on
{ h with left := h.2,
