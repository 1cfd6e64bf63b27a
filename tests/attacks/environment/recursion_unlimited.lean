-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: option
-- lean: accepts
-- why: lifts the limit that keeps Lean's stack from overflowing
by
  set_option maxRecDepth 1000000000 in
  exact ⟨h.2, h.1⟩
