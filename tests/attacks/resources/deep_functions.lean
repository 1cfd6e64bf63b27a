-- target: Plain.lean:Plain.conj
-- expect: unverified
-- slow: yes
-- why: a term as deep as it is long, within the size that is accepted
⟪9000 × id (⟫h.symm⟪9000 × )⟫
