-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: option
-- lean: accepts
-- why: work beside the command may outlive the time in which errors are counted
by
  set_option Elab.async true in
  exact ⟨h.2, h.1⟩
