-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: declares an axiom behind a good proof, for whatever is judged or compiled next
⟨h.2, h.1⟩

axiom planted : False
