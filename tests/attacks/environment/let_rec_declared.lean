-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: a recursive helper becomes a constant of the file
by
  let rec again : (n : Nat) → q ∧ p
    | 0 => ⟨h.2, h.1⟩
    | n + 1 => again n
  exact again 2
