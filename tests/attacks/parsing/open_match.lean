-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: an alternative of a match without its right side
match h with
| ⟨a, b⟩ =>
