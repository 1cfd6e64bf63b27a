-- target: Recursive.lean:Recursive.even
-- expect: verified
-- why: a proof that calls its sibling
| 0 => Eq.refl 0
  | n + 1 => congrArg (· + 1) (odd n)
