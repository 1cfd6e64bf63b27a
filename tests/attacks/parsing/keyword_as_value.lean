-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: the value is a keyword that begins the next command
theorem
