-- target: Recursive.lean:Recursive.even
-- expect: rejected
-- lean: accepts
-- why: closes the mutual block that it stands in
| 0 => rfl
  | n + 1 => rfl
end
mutual
theorem extra : (n : Nat) → n = n
  | 0 => rfl
  | n + 1 => rfl
