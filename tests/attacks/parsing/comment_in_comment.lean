-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: comments nest in Lean; who cuts at the first end sees a proof that is not there
/- /- -/ := ⟨h.2, h.1⟩ -/ ⟨h.1, h.2⟩
