-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: axiom
-- lean: accepts
-- why: inside the namespace, `Plain.propext` may be printed as `propext`, which is allowed
Plain.propext _
