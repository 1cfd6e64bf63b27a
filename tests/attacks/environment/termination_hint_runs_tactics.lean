-- target: Recursive.lean:Recursive.count
-- expect: rejected
-- lean: accepts
-- why: the termination hint is a tactic block of its own, outside of the proof
| 0 => rfl
  | n + 1 => count (n + 1)
termination_by n => n
decreasing_by all_goals sorry
