-- target: Plain.lean:Plain.conj
-- expect: unverified
-- slow: yes
-- why: one error whose message is the unfolded doubling
by
  ⟪22 × have h := And.intro h h⟪U+000A⟫  ⟫exact (h : p)
