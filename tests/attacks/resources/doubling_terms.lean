-- target: Plain.lean:Plain.conj
-- expect: unverified
-- slow: yes
-- why: each let holds the one before twice; the term is small, its unfolding is not
by
  ⟪40 × have h := And.intro h h⟪U+000A⟫  ⟫exact h.1
