-- target: Recursive.lean:Recursive.even
-- expect: rejected
-- lean: accepts
-- why: one more theorem in the block that the theorem shares, under a name like those that Lean makes up
| 0 => rfl
  | n + 1 => congrArg (· + 1) (odd n)
theorem x_1 : (n : Nat) → n = n
  | 0 => rfl
  | n + 1 => congrArg (· + 1) (even n)
