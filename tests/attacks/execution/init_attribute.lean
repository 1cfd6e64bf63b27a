-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: the same by the attribute behind the command
⟨h.2, h.1⟩

@[init] def boot : Nat := 3
