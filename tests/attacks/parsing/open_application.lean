-- target: Line.lean:Line.first
-- form: raw
-- expect: rejected
-- why: takes the next word of the line for its argument
:= id
