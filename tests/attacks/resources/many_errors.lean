-- target: Plain.lean:Plain.conj
-- expect: unverified
-- why: thousands of errors, each with the goal printed
by
  ⟪3000 × have : False := by trivial⟪U+000A⟫  ⟫exact ⟨h.1, h.2⟩
