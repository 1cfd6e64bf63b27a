-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: option
-- lean: accepts
-- why: floods the output with traces that look like those the judge reads
by
  set_option trace.Elab.command true in
  set_option trace.Meta.isDefEq true in
  exact ⟨h.2, h.1⟩
