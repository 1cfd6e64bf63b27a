-- target: Plain.lean:Plain.conj
-- expect: verified
-- why: comments may hold what only begins commands, and sorry; words that reach code they may not
by
  -- no sorry here, no axiom; end of the example, by the theorem above, for instance
  /- `set_option debug.skipKernelTC true in` /- unsafe -/ variable -/
  exact ⟨h.2, h.1⟩
