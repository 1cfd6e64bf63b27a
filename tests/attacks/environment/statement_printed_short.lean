-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: option
-- lean: accepts
-- why: printing options may hide differences from whoever compares what Lean prints
by
  set_option pp.all false in
  set_option pp.deepTerms false in
  set_option pp.maxSteps 1 in
  exact ⟨h.2, h.1⟩
