-- target: Recursive.lean:Recursive.flat
-- expect: verified
-- why: a proof that calls itself, though the original does not
fun
  | 0 => rfl
  | n + 1 => congrArg (· + 1) (flat n)
