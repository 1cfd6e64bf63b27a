-- target: Plain.lean:Plain.conj
-- expect: rejected
-- form: raw
-- because: uses
-- why: the same with code that registers itself between what others take for two strings
:= by
  first
  | exact (dbg_trace "{ "\"" }"; ⟨h.1, h.2⟩)
  | exact ⟨h.2, h.1⟩
@[simp] theorem planted (a b : Prop) : (a ∧ b) = True := oracle _
-- "
