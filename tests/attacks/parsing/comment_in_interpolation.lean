-- target: Plain.lean:Plain.conj
-- expect: rejected
-- form: raw
-- because: uses
-- why: the quote stands in a comment inside the braces of a string
:= ⟨h.2, h.1⟩ f!"{ /-" -/ }"
def planted : Nat := 1
--"
