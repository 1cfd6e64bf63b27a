/-
The greatest common divisor of natural numbers, by Euclid's algorithm.
-/
prelude
import Init.Nat.Div

set_option linter.unusedVariables false
namespace Nat

/-- Euclid's algorithm with enough fuel: the first argument gets smaller with each step. -/
protected def gcdCore : (fuel m n : Nat) → Nat
  | 0, _, n => n
  | fuel + 1, m, n => if m = 0 then n else Nat.gcdCore fuel (n % m) m
@[extern "lean_nat_gcd"]
def gcd (m n : Nat) : Nat := Nat.gcdCore m m n

private theorem gcdCore_dvd : ∀ (fuel m n : Nat), m ≤ fuel →
    Nat.gcdCore fuel m n ∣ m ∧ Nat.gcdCore fuel m n ∣ n := by
  intro fuel
  induction fuel with
  | zero =>
    intro m n h
    rw [eq_zero_of_le_zero h]
    exact ⟨Nat.dvd_zero n, Nat.dvd_refl n⟩
  | succ fuel ih =>
    intro m n h
    rw [Nat.gcdCore]
    split
    · rename_i e; rw [e]; exact ⟨Nat.dvd_zero n, Nat.dvd_refl n⟩
    · rename_i hm
      have hlt : n % m < m := mod_lt n (Nat.pos_of_ne_zero hm)
      have h' := ih (n % m) m (le_of_lt_succ (Nat.lt_of_lt_of_le hlt h))
      refine ⟨h'.2, ?_⟩
      have sum := Nat.dvd_add (Nat.dvd_mul_right_of_dvd h'.2 (n / m)) h'.1
      rwa [div_add_mod] at sum
theorem gcd_dvd_left (m n : Nat) : gcd m n ∣ m := (gcdCore_dvd m m n (Nat.le_refl m)).1
theorem gcd_dvd_right (m n : Nat) : gcd m n ∣ n := (gcdCore_dvd m m n (Nat.le_refl m)).2
end Nat
