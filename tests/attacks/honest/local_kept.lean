-- target: Local.lean:Local.known
-- expect: verified
-- why: another proof above the same declaration
:= by trivial
where
  number : Nat := by exact 5
