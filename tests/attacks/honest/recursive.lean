-- target: Recursive.lean:Recursive.count
-- expect: verified
-- why: a proof that calls itself on less
| 0 => by rfl
  | n + 1 => by
    have ih := count n
    rfl
