-- target: Sections.lean:Outer.hidden
-- expect: verified
-- why: a private theorem keeps its private name
by
  exact refl x
