-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: an error in the proof itself, and then the end of the file by command
⟨h.1, h.2⟩

#exit
