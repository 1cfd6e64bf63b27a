-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: the hole is in a recursive helper, which becomes a declaration of its own
by
  let rec aux (n : Nat) : q ∧ p := by
    cases n with
    | zero => sorry
    | succ n => exact aux n
  exact aux 3
