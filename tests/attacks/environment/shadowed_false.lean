-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: proves a proposition called False, which is another one
let False := True
False.elim trivial
