-- target: Sections.lean:Outer.level
-- expect: verified
-- why: a witness in every universe
by
  exact ⟨PUnit, fun x => by cases x; rfl⟩
