-- target: Recursive.lean:Recursive.flat
-- expect: verified
-- why: equations in the place of a term
| 0 => rfl
| _ + 1 => rfl
