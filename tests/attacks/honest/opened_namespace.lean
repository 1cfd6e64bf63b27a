-- target: Sections.lean:Outer.opened
-- expect: verified
-- why: under the `open … in` of the original
by rfl
