-- target: Local.lean:Local.known
-- expect: rejected
-- lean: accepts
-- why: the theorem stays, but the number beside it, which the file goes on with, is another one
:= trivial
where
  number : Nat := by exact 6
