-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: shadows `And.intro` inside the namespace for what follows
⟨h.2, h.1⟩

theorem And.intro {a b : Prop} : a ∧ b := oracle _
