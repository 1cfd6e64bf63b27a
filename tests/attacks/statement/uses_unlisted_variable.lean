-- target: Sections.lean:Outer.level
-- expect: rejected
-- why: a variable of the section that the statement does not mention would become a hypothesis
absurd.elim
