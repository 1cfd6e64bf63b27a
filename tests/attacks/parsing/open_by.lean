-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: an empty tactic block, which the indented text below would fill
by
