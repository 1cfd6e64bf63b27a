-- target: Sections.lean:Outer.level
-- expect: rejected
-- why: the witness lives in one universe only, where the statement is for all of them
⟨Nat, fun _ => rfl⟩
