/-!
# Natural numbers by induction

Sums with a closed form, parity as an inductive predicate, powers and iteration. The functions are
defined here, so that every proof rests on the equations that the reader can see.
-/

namespace Examples.NatInduction

/-! ## Addition and multiplication -/

section Arithmetic

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

/-- A successor on the left can be moved to the outside. -/
theorem succ_plus (m n : Nat) : (m + 1) + n = (m + n) + 1 := by
  induction n with
  | zero =>
    rfl
  | succ n ih =>
    have h₁ : (m + 1) + (n + 1) = ((m + 1) + n) + 1 := by
      rfl
    have h₂ : m + (n + 1) + 1 = (m + n) + 1 + 1 := by
      rfl
    rw [h₁]
    rw [h₂]
    rw [ih]

/-- The order of the summands does not matter. -/
theorem plus_commutes (m n : Nat) : m + n = n + m := by
  induction n with
  | zero =>
    have h : 0 + m = m := by
      exact zero_plus m
    calc
      m + 0 = m := by rfl
      _ = 0 + m := by rw [h]
  | succ n ih =>
    calc
      m + (n + 1) = (m + n) + 1 := by rfl
      _ = (n + m) + 1 := by rw [ih]
      _ = (n + 1) + m := by rw [succ_plus]

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

end Arithmetic

/-! ## Sums -/

section Sums

/-- `0 + 1 + ⋯ + n`. -/
def sumTo : Nat → Nat
  | 0 => 0
  | n + 1 => sumTo n + (n + 1)

/-- The sum of the first `n` odd numbers. -/
def sumOdd : Nat → Nat
  | 0 => 0
  | n + 1 => sumOdd n + (2 * n + 1)

/-- The Fibonacci numbers. -/
def fib : Nat → Nat
  | 0 => 0
  | 1 => 1
  | n + 2 => fib n + fib (n + 1)

/-- The sum of the Fibonacci numbers up to the `n`-th. -/
def sumFib : Nat → Nat
  | 0 => 0
  | n + 1 => sumFib n + fib (n + 1)

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

/-- The odd numbers add up to the squares. -/
theorem sumOdd_eq_square (n : Nat) : sumOdd n = n * n := by
  induction n with
  | zero =>
    rfl
  | succ n ih =>
    have h₁ : sumOdd (n + 1) = sumOdd n + (2 * n + 1) := by
      rfl
    have h₂ : (n + 1) * (n + 1) = n * n + (2 * n + 1) := by
      rw [Nat.mul_add, Nat.add_mul]
      rw [Nat.mul_one, Nat.one_mul]
      rw [Nat.two_mul]
      rw [Nat.add_assoc, Nat.add_assoc]
    rw [h₁]
    rw [h₂]
    rw [ih]

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

end Sums

/-! ## Parity -/

section Parity

/-- A number is even if one gets there from zero in steps of two. -/
inductive Even : Nat → Prop
  | zero : Even 0
  | step {n : Nat} (h : Even n) : Even (n + 2)

/-- A number is odd if the next one is even. -/
def Odd (n : Nat) : Prop := Even (n + 1)

/-- Every number is even or odd. -/
theorem even_or_odd (n : Nat) : Even n ∨ Odd n := by
  induction n with
  | zero =>
    left
    exact Even.zero
  | succ n ih =>
    cases ih with
    | inl hEven =>
      right
      unfold Odd
      apply Even.step
      exact hEven
    | inr hOdd =>
      left
      unfold Odd at hOdd
      exact hOdd

/-- The sum of two even numbers is even. -/
theorem even_plus_even {m n : Nat} (hm : Even m) (hn : Even n) : Even (m + n) := by
  induction hn with
  | zero =>
    have h : m + 0 = m := by
      rfl
    rw [h]
    exact hm
  | step hk ih =>
    rename_i k
    have h : m + (k + 2) = (m + k) + 2 := by
      rfl
    rw [h]
    apply Even.step
    exact ih

/-- The sum of two odd numbers is even. -/
theorem odd_plus_odd {m n : Nat} (hm : Odd m) (hn : Odd n) : Even (m + n) := by
  have h : Even ((m + 1) + (n + 1)) := by
    apply even_plus_even
    · exact hm
    · exact hn
  apply twoDown
  have h' : (m + 1) + (n + 1) = (m + n) + 2 := by
    have h₁ : (m + 1) + (n + 1) = ((m + 1) + n) + 1 := by
      rfl
    rw [h₁]
    rw [succ_plus]
  rw [h'] at h
  exact h
where
  /-- Two less than an even number is even. -/
  twoDown {k : Nat} (h : Even (k + 2)) : Even k := by
    cases h with
    | step hk =>
      exact hk

/-- An even number is twice another. -/
theorem Even.exists_half {n : Nat} (h : Even n) : ∃ k, n = 2 * k := by
  induction h with
  | zero =>
    refine ⟨0, ?_⟩
    rfl
  | step _ ih =>
    obtain ⟨k, hk⟩ := ih
    refine ⟨k + 1, ?_⟩
    have h : 2 * (k + 1) = 2 * k + 2 := by
      rfl
    rw [h]
    rw [hk]

/-- One is not even. -/
theorem not_even_one : ¬Even 1 := by
  intro h
  cases h

/-- No number is both even and odd. -/
theorem not_even_and_odd (n : Nat) : ¬(Even n ∧ Odd n) := by
  intro h
  obtain ⟨hEven, hOdd⟩ := h
  induction hEven with
  | zero =>
    unfold Odd at hOdd
    have h₁ : ¬Even 1 := by
      exact not_even_one
    exact h₁ hOdd
  | step hk ih =>
    apply ih
    unfold Odd
    unfold Odd at hOdd
    cases hOdd with
    | step hk' =>
      exact hk'

end Parity

/-! ## Powers and iteration -/

section Powers

/-- `power b n` is `b` multiplied with itself `n` times. -/
def power (b : Nat) : Nat → Nat
  | 0 => 1
  | n + 1 => power b n * b

/-- `1 · 2 ⋯ n`. -/
def fact : Nat → Nat
  | 0 => 1
  | n + 1 => (n + 1) * fact n

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

/-- A factorial is never zero. -/
theorem fact_pos (n : Nat) : 0 < fact n := by
  induction n with
  | zero =>
    show 0 < 1
    exact Nat.zero_lt_one
  | succ n ih =>
    have h : fact (n + 1) = (n + 1) * fact n := by
      rfl
    rw [h]
    have hn : 0 < n + 1 := by
      exact Nat.succ_pos n
    apply Nat.mul_pos
    · exact hn
    · exact ih

/-- The `n`-fold application of `f`. -/
def iter {α : Type} (f : α → α) : Nat → α → α
  | 0, x => x
  | n + 1, x => f (iter f n x)

/-- `f` may be applied first or last. -/
theorem iter_apply {α : Type} (f : α → α) (n : Nat) (x : α) :
    iter f n (f x) = f (iter f n x) := by
  induction n with
  | zero =>
    calc
      iter f 0 (f x) = f x := by rfl
      _ = f (iter f 0 x) := by rfl
  | succ n ih =>
    have h : iter f (n + 1) (f x) = f (iter f n (f x)) := by
      rfl
    have h' : iter f (n + 1) x = f (iter f n x) := by
      rfl
    rw [h]
    rw [ih]
    rw [h']

end Powers

end Examples.NatInduction
