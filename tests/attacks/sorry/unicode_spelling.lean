-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: full-width letters look like an identifier of the user's
by
  exact ⟪U+FF53⟫orry
