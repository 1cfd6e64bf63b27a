-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: `macro`
-- why: what a lexer takes for a comment need not be one for Lean (`\/-`), so words that reach code are refused there too
by
  -- a macro would do
  exact ⟨h.2, h.1⟩
