-- target: Sections.lean:Outer.level
-- expect: rejected
-- why: tactics see the variables of the section, `False` among them
by
  exact False.elim (by assumption)
