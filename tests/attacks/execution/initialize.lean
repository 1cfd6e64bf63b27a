-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: code that runs whenever the compiled file is loaded
⟨h.2, h.1⟩

initialize pure ()
