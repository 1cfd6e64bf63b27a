-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: a new constant `Plain.conj.aux` that the file did not have
aux p q h
where
  aux (p q : Prop) (h : p ∧ q) : q ∧ p := ⟨h.2, h.1⟩
