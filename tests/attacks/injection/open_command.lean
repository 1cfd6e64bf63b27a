-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: names mean something else in all that follows
⟨h.2, h.1⟩

open Trap
