-- target: Sections.lean:Outer.kept
-- expect: rejected
-- because: statement
-- why: documentation is text of the file that no proof may rewrite
/-- Something else altogether. -/
@[simp] theorem kept (xs : List α) : xs ++ [] = xs := List.append_nil xs
