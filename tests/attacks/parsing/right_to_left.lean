-- target: Plain.lean:Plain.conj
-- form: raw
-- expect: rejected
-- lean: accepts
-- why: what the reader sees is not the order in which Lean reads
:= ⟨h.2, h.1⟩ -- ⟪U+202E⟫⟩1.h ,2.h⟨ ⟪U+202C⟫
