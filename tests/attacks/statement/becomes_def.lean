-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: statement
-- why: a definition unfolds where a theorem does not, so it changes what follows
def conj (p q : Prop) (h : p ∧ q) : q ∧ p := ⟨h.2, h.1⟩
