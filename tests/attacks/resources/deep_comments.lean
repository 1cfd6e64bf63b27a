-- target: Plain.lean:Plain.conj
-- expect: unverified
-- slow: yes
-- why: nested comments, deeper than a recursive reader's stack
⟪12000 × /- ⟫⟪12000 × -/⟫ ⟨h.1, h.2⟩
