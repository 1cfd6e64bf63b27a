-- target: Line.lean:Line.last
-- expect: verified
-- why: no line end follows
by assumption
