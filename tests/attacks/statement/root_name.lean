-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: statement
-- why: the same text behind `_root_.` is a theorem of another name
theorem _root_.conj (p q : Prop) (h : p ∧ q) : q ∧ p := ⟨h.2, h.1⟩
