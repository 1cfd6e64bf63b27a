/-
Natural numbers by their binary digits: the bitwise operations, shifts and the logarithm. Lean's
kernel computes them by name, so what these names mean here must be what it computes.
-/
prelude
import Init.Nat.Div

set_option linter.unusedVariables false
namespace Nat

/-! ## Definitions: halving repeated while it makes smaller, with enough fuel -/

protected def bitwiseCore (f : Bool → Bool → Bool) : (fuel n m : Nat) → Nat
  | 0, _, m => if f false true then m else 0
  | fuel + 1, n, m =>
    if n = 0 then if f false true then m else 0
    else if m = 0 then if f true false then n else 0
    else
      2 * Nat.bitwiseCore f fuel (n / 2) (m / 2) +
        if f (decide (n % 2 = 1)) (decide (m % 2 = 1)) then 1 else 0
@[irreducible] def bitwise (f : Bool → Bool → Bool) (n m : Nat) : Nat := Nat.bitwiseCore f n n m

@[extern "lean_nat_land"] def land : @& Nat → @& Nat → Nat := bitwise and
@[extern "lean_nat_lor"] def lor : @& Nat → @& Nat → Nat := bitwise or
@[extern "lean_nat_lxor"] def xor : @& Nat → @& Nat → Nat := bitwise bne
@[extern "lean_nat_shiftl"] def shiftLeft : @& Nat → @& Nat → Nat
  | n, 0 => n
  | n, m + 1 => shiftLeft (2 * n) m
@[extern "lean_nat_shiftr"] def shiftRight : @& Nat → @& Nat → Nat
  | n, 0 => n
  | n, m + 1 => shiftRight n m / 2
instance instAndOp : AndOp Nat := ⟨Nat.land⟩
instance instOrOp : OrOp Nat := ⟨Nat.lor⟩
instance instXorOp : XorOp Nat := ⟨Nat.xor⟩
instance instShiftLeft : ShiftLeft Nat := ⟨Nat.shiftLeft⟩
instance instShiftRight : ShiftRight Nat := ⟨Nat.shiftRight⟩

protected def log2Core : (fuel n : Nat) → Nat
  | 0, _ => 0
  | fuel + 1, n => if 2 ≤ n then Nat.log2Core fuel (n / 2) + 1 else 0
@[extern "lean_nat_log2"] def log2 (n : @& Nat) : Nat := Nat.log2Core n n

/-! ## The equations of the shifts -/

@[simp] theorem shiftLeft_zero {n : Nat} : n <<< 0 = n := rfl
theorem shiftLeft_succ_inside (m n : Nat) : m <<< (n + 1) = (2 * m) <<< n := rfl
theorem shiftLeft_succ (m n : Nat) : m <<< (n + 1) = 2 * (m <<< n) := by
  induction n generalizing m with
  | zero => rfl
  | succ n ih => exact ih (2 * m)
theorem shiftLeft_eq (a b : Nat) : a <<< b = a * 2 ^ b := by
  induction b with
  | zero => exact (Nat.mul_one a).symm
  | succ b ih => rw [shiftLeft_succ, ih, pow_succ, Nat.mul_comm, Nat.mul_assoc]
@[simp] theorem shiftRight_zero {n : Nat} : n >>> 0 = n := rfl
theorem shiftRight_succ (m n : Nat) : m >>> (n + 1) = (m >>> n) / 2 := rfl
end Nat
