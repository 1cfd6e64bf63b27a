/-!
# Natural numbers by induction

Laws of addition, sums with a closed form, and powers. The functions are defined here, so that every
proof rests on equations that the reader can see.
-/

namespace Examples.NatInduction

/-- Zero is neutral on the left too. -/
theorem zero_plus (n : Nat) : 0 + n = n := by
  induction n with
  | zero =>
    rfl
  | succ n ih =>
    have h : 0 + (n + 1) = (0 + n) + 1 := by
      rfl
    rw [h]
    rw [ih]

/-- Equal summands on the right can be cancelled. -/
theorem plus_cancels {m n : Nat} (k : Nat) (h : m + k = n + k) : m = n := by
  induction k with
  | zero =>
    exact h
  | succ k ih =>
    have h' : (m + k) + 1 = (n + k) + 1 := by
      exact h
    injection h' with h''
    apply ih
    exact h''

/-- `0 + 1 + ⋯ + n`. -/
def sumTo : Nat → Nat
  | 0 => 0
  | n + 1 => sumTo n + (n + 1)

/-- Gauss's sum, doubled to stay clear of division. -/
theorem gauss (n : Nat) : 2 * sumTo n = n * (n + 1) := by
  induction n with
  | zero =>
    rfl
  | succ n ih =>
    have hs : sumTo (n + 1) = sumTo n + (n + 1) := by
      rfl
    rw [hs]
    rw [Nat.mul_add]
    rw [ih]
    have h : n * (n + 1) + 2 * (n + 1) = (n + 2) * (n + 1) := by
      rw [Nat.add_mul]
    rw [h]
    rw [Nat.mul_comm]

/-- The Fibonacci numbers. -/
def fib : Nat → Nat
  | 0 => 0
  | 1 => 1
  | n + 2 => fib n + fib (n + 1)

/-- The sum of the Fibonacci numbers up to the `n`-th. -/
def sumFib : Nat → Nat
  | 0 => 0
  | n + 1 => sumFib n + fib (n + 1)

/-- The Fibonacci numbers add up to a Fibonacci number, less one. -/
theorem sumFib_eq (n : Nat) : sumFib n + 1 = fib (n + 2) := by
  induction n with
  | zero =>
    rfl
  | succ n ih =>
    have h₁ : sumFib (n + 1) = sumFib n + fib (n + 1) := by
      rfl
    have h₂ : fib (n + 3) = fib (n + 1) + fib (n + 2) := by
      rfl
    calc
      sumFib (n + 1) + 1 = (sumFib n + fib (n + 1)) + 1 := by rw [h₁]
      _ = (sumFib n + 1) + fib (n + 1) := by rw [Nat.add_right_comm]
      _ = fib (n + 2) + fib (n + 1) := by rw [ih]
      _ = fib (n + 1) + fib (n + 2) := by rw [Nat.add_comm]
      _ = fib (n + 3) := by rw [h₂]

/-- `power b n` is `b` multiplied with itself `n` times. -/
def power (b : Nat) : Nat → Nat
  | 0 => 1
  | n + 1 => power b n * b

/-- Exponents add up. -/
theorem power_plus (b m n : Nat) : power b (m + n) = power b m * power b n := by
  induction n with
  | zero =>
    have h₁ : power b (m + 0) = power b m := by
      rfl
    have h₂ : power b 0 = 1 := by
      rfl
    rw [h₁, h₂]
    rw [Nat.mul_one]
  | succ n ih =>
    have h₁ : power b (m + (n + 1)) = power b (m + n) * b := by
      rfl
    have h₂ : power b (n + 1) = power b n * b := by
      rfl
    rw [h₁]
    rw [h₂]
    rw [ih]
    rw [Nat.mul_assoc]

end Examples.NatInduction
