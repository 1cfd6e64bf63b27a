-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: an instance that reads any proposition as another one
⟨h.2, h.1⟩

instance : Inhabited False := ⟨oracle _⟩
