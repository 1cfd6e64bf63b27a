-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: a helper of the proof that becomes a simp lemma of the file
aux p q h
where
  @[simp] aux (p q : Prop) (h : p ∧ q) : q ∧ p := ⟨h.2, h.1⟩
