-- target: Sections.lean:Outer.kept
-- expect: rejected
-- because: statement
-- why: the theorem stays true, but simp no longer knows it
/-- A list and the empty list. -/
theorem kept (xs : List α) : xs ++ [] = xs ∧ True := ⟨List.append_nil xs, trivial⟩
