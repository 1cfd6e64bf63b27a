-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: an isolate makes the code behind it look like a part of the comment
by
  /- ⟪U+2067⟫ the proof: ⟪U+2069⟫ -/ exact h.symm
