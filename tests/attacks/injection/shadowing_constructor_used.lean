-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: uses the constructor without arguments, which only a planted one allows
And.intro
