-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: gives `True` where a conjunction is wanted, and hopes for a planted coercion
(trivial : True)
