-- target: Plain.lean:Plain.conj
-- expect: rejected
-- form: raw
-- because: uses
-- why: at a wrong escape Lean's string is over, where others read on to the next quote
:= ⟨h.2, h.1⟩ "\q
@[simp] theorem anything (p q : Prop) : (q ∧ p) = True := oracle _
--"
