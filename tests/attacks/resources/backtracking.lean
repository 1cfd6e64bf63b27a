-- target: Plain.lean:Plain.conj
-- expect: unverified
-- why: alternatives in alternatives, of which none succeeds
by
  ⟪16 × first | (first | fail | skip) <;> (first | fail | skip); ⟫exact ⟨h.1, h.2⟩
