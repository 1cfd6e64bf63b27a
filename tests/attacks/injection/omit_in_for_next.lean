-- target: Sections.lean:Outer.hidden
-- form: raw
-- expect: rejected
-- lean: accepts
-- why: `variable … in` gives the next theorem a hypothesis
:= refl x
variable (planted : False) in include planted in
