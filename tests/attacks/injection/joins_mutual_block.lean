-- target: Recursive.lean:Recursive.even
-- expect: rejected
-- why: one more declaration in the block that the theorem shares with its sibling
| 0 => rfl
  | n + 1 => congrArg (· + 1) (odd n)

lemma extra : (n : Nat) → n = n
  | 0 => rfl
  | n + 1 => congrArg (· + 1) (even n)
