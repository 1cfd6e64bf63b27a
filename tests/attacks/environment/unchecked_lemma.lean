-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- because: option|Kernel
-- why: leaves a lemma 1 = 3 behind that no kernel saw; Lean takes it again for whoever needs that type
by
  have wrong : 1 = 3 := by
    set_option debug.skipKernelTC true in
    decide +kernel
  exact ⟨h.2, h.1⟩
