-- target: Local.lean:Local.known
-- expect: rejected
-- why: the theorem stays, but the number beside it, which the file goes on with, is gone
:= trivial
