-- target: Sections.lean:Outer.level
-- expect: rejected
-- why: a universe name in the proof that only an automatic binder would know
⟨PUnit.{w}, fun _ => rfl⟩
