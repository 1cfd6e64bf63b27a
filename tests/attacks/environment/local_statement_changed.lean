-- target: Local.lean:Local.named
-- expect: rejected
-- why: a helper that the rest of the file uses has another argument
helper h h
where
  helper {q : Prop} (k _ : q) : q := k
