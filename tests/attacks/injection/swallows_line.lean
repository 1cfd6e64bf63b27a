-- target: Line.lean:Line.first
-- form: raw
-- expect: rejected
-- lean: accepts
-- why: a comment to the end of the line makes the theorem beside it disappear
:= rfl --
