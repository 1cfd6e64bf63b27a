-- target: Plain.lean:Plain.conj
-- expect: rejected
-- form: raw
-- because: uses
-- why: Lean passes over a prime that it cannot read, and over the beginning of the comment with it
:= ⟨h.2, h.1⟩ '/-
axiom planted : False -- -/
