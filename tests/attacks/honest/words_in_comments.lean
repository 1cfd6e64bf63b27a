-- target: Plain.lean:Plain.conj
-- expect: verified
-- why: comments may hold any word: sorry, axiom, macro, end, #eval
by
  -- no sorry here, no axiom, no native_decide; end of the macro
  /- `set_option debug.skipKernelTC true in` /- unsafe -/ run_tac -/
  exact ⟨h.2, h.1⟩
