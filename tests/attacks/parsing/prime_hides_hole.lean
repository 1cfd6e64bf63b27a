-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: sorry
-- lean: accepts
-- why: a prime belongs to the name; there is no character literal here
by
  have h' := h; have h'' := h'; sorry
