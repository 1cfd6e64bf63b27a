-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: option|Kernel
-- lean: accepts
-- why: the option reaches the declaration that `decide +kernel` adds; 1 = 2 passes
by
  have wrong : 1 = 2 := by
    set_option debug.skipKernelTC true in
    decide +kernel
  exact absurd wrong (by decide)
