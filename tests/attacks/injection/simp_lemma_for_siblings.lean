-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: a simp lemma that proves any conjunction for whatever is elaborated after it
⟨h.2, h.1⟩

@[simp] theorem anything (p q : Prop) : (q ∧ p) = True := oracle _
