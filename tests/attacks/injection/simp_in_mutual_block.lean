-- target: Recursive.lean:Recursive.odd
-- expect: rejected
-- lean: accepts
-- why: an attribute on one more theorem of the block changes what simp does below
| 0 => rfl
  | n + 1 => congrArg (· + 1) (even n)
@[simp] theorem match_1 : (n : Nat) → (n = n) = True
  | 0 => eq_self 0
  | n + 1 => eq_self (n + 1)
