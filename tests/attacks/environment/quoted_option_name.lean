-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: option|Kernel
-- lean: accepts
-- why: the option's name in French quotes escapes a search for its text
by
  have wrong : 1 = 2 := by
    set_option «debug».«skipKernelTC» true in
    decide +kernel
  exact absurd wrong (by decide)
