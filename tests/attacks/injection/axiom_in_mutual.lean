-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: a block of several declarations behind the proof
⟨h.2, h.1⟩

mutual
theorem ping : (n : Nat) → n = n
  | 0 => rfl
  | n + 1 => congrArg (· + 1) (pong n)
theorem pong : (n : Nat) → n = n
  | 0 => rfl
  | n + 1 => congrArg (· + 1) (ping n)
end
