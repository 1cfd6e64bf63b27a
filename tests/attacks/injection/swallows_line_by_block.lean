-- target: Line.lean:Line.first
-- form: raw
-- expect: rejected
-- why: a block comment that the rest of the file has to close
:= rfl /-
