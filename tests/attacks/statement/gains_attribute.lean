-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: statement
-- why: an attribute changes what simp does in the rest of the file
@[simp] theorem conj (p q : Prop) (h : p ∧ q) : q ∧ p := ⟨h.2, h.1⟩
