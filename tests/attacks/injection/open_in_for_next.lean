-- target: Plain.lean:Plain.conj
-- form: raw
-- expect: rejected
-- lean: accepts
-- why: `open … in` changes the names in the next declaration only
:= ⟨h.2, h.1⟩
open Trap in
