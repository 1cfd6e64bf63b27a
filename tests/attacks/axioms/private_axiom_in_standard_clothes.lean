-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: declares `Plain.Classical.choice`, which ends like one of the three allowed axioms
⟨h.2, h.1⟩

axiom Classical.choice : False
