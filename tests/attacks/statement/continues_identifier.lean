-- target: Line.lean:Line.last
-- form: raw
-- expect: rejected
-- why: without the space before the value the last name of the statement would become another
.symm := h
