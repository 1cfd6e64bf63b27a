-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: escapes for the terminal, which repaint what the user sees
by
  fail "\x1b[2K\x1b[1Gverified\x07"
