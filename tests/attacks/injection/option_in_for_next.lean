-- target: Plain.lean:Plain.conj
-- form: raw
-- expect: rejected
-- lean: accepts
-- why: `set_option … in` waits for the next command, which need not be the candidate's
:= ⟨h.2, h.1⟩
set_option debug.skipKernelTC true in
