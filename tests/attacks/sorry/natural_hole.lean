-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: an underscore that nothing determines
⟨_, h.1⟩
