-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: switches the kernel off for all that follows
⟨h.2, h.1⟩

set_option debug.skipKernelTC true
