-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: option
-- lean: accepts
-- why: lifts the limit that stops a runaway proof
by
  set_option maxHeartbeats 0 in
  exact ⟨h.2, h.1⟩
