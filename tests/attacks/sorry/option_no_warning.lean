-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: switches off the warning by which a naive verifier knows
by
  set_option warn.sorry false in
  sorry
