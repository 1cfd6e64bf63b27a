-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: asks the judge's question itself, about a harmless theorem
sorry

#print axioms double
