-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: option|Kernel
-- lean: accepts
-- why: the same as a term around the whole proof
set_option debug.skipKernelTC true in
  absurd (show 1 = 2 by decide +kernel) (by decide)
