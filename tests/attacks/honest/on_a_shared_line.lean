-- target: Line.lean:Line.first
-- expect: verified
-- why: another theorem follows on the same line
by rfl
