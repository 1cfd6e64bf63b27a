-- target: Plain.lean:Plain.conj
-- form: raw
-- expect: rejected
-- why: alternatives behind a value
:= ⟨h.2, h.1⟩
| 0 => rfl
