-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: the error is reported beyond the candidate's last line
by
  exact ⟨h.1,
    h.2⟩⟪20 × ⟪U+000A⟫⟫
