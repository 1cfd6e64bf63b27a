-- target: Line.lean:Line.last
-- expect: rejected
-- lean: accepts
-- why: nothing follows in the file, so nothing is displaced by one more command
h

theorem trailing : True := trivial
