/-! Proofs that call themselves, alone and each other. -/

namespace Recursive

theorem count : (n : Nat) → n = n
  | 0 => rfl
  | n + 1 => congrArg (· + 1) (count n)

mutual
theorem even : (n : Nat) → n = n
  | 0 => rfl
  | n + 1 => congrArg (· + 1) (odd n)
theorem odd : (n : Nat) → n = n
  | 0 => rfl
  | n + 1 => congrArg (· + 1) (even n)
end

theorem flat : (n : Nat) → n = n := fun n => Eq.refl n

theorem total : 3 = 3 := count 3

end Recursive
