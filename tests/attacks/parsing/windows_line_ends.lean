-- target: Plain.lean:Plain.conj
-- form: raw
-- expect: rejected
-- lean: accepts
-- why: places in the text and in Lean's messages no longer agree
:= by⟪U+000D⟫
  exact h.symm⟪U+000D⟫
