-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: an unsafe term compiles and evaluates to anything
by
  exact (unsafe (h.symm : q ∧ p))
