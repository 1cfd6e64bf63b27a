-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: the same as the first message of all, at the very beginning of the proof
by fail "unknown configuration option 'trace.Elab.command'"
