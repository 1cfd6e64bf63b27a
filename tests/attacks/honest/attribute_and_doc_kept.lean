-- target: Sections.lean:Outer.kept
-- expect: verified
-- why: another proof under the same documentation and attribute
by
  rw [List.append_nil]
