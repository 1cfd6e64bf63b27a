-- target: Plain.lean:Plain.conj
-- form: raw
-- expect: rejected
-- why: begins with the very text of the statement and goes on to a weaker one
∨ True := Or.inr trivial
