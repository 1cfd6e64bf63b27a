/-!
# Monotone functions

Functions on the natural numbers that never step down, or always step up.
-/

namespace Examples.Monotonicity

/-- Larger inputs give outputs that are at least as large. -/
def Monotone (f : Nat → Nat) : Prop := ∀ a b, a ≤ b → f a ≤ f b

/-- Larger inputs give larger outputs. -/
def StrictlyMonotone (f : Nat → Nat) : Prop := ∀ a b, a < b → f a < f b

/-- A composition of monotone functions is monotone. -/
theorem Monotone.comp {f g : Nat → Nat} (hg : Monotone g) (hf : Monotone f) :
    Monotone (fun n => g (f n)) := by
  unfold Monotone
  intro a
  intro b
  intro hab
  have hfab : f a ≤ f b := by
    apply hf
    exact hab
  show g (f a) ≤ g (f b)
  apply hg
  exact hfab

/-- A function that never steps down is monotone. -/
theorem monotone_of_steps {f : Nat → Nat} (h : ∀ n, f n ≤ f (n + 1)) : Monotone f := by
  intro a b hab
  induction hab with
  | refl =>
    exact Nat.le_refl (f a)
  | step hak ih =>
    rename_i k
    have hk : f k ≤ f (k + 1) := by
      exact h k
    apply Nat.le_trans
    · exact ih
    · exact hk

/-- A strictly monotone function outruns the identity. -/
theorem StrictlyMonotone.le_apply {f : Nat → Nat} (hf : StrictlyMonotone f) (n : Nat) :
    n ≤ f n := by
  induction n with
  | zero =>
    exact Nat.zero_le (f 0)
  | succ n ih =>
    have h₁ : f n < f (n + 1) := by
      apply hf
      exact Nat.lt_add_one n
    have h₂ : n < f (n + 1) := by
      apply Nat.lt_of_le_of_lt
      · exact ih
      · exact h₁
    apply Nat.succ_le_of_lt
    exact h₂

/-- No sequence of natural numbers descends forever. -/
theorem no_infinite_descent (f : Nat → Nat) : ¬∀ n, f (n + 1) < f n := by
  intro h
  -- every step down is paid for by one step of the index
  have hsum : ∀ n, f n + n ≤ f 0 := by
    intro n
    induction n with
    | zero =>
      show f 0 ≤ f 0
      exact Nat.le_refl (f 0)
    | succ n ih =>
      have h₁ : f (n + 1) + 1 ≤ f n := by
        exact h n
      have h₂ : f (n + 1) + 1 + n ≤ f n + n := by
        apply Nat.add_le_add_right
        exact h₁
      have h₃ : f (n + 1) + (n + 1) = f (n + 1) + 1 + n := by
        rw [Nat.add_assoc]
        rw [Nat.add_comm 1 n]
      rw [h₃]
      apply Nat.le_trans
      · exact h₂
      · exact ih
  have hbig : f (f 0 + 1) + (f 0 + 1) ≤ f 0 := by
    apply hsum
  have hle : f 0 + 1 ≤ f (f 0 + 1) + (f 0 + 1) := by
    apply Nat.le_add_left
  suffices habs : f 0 + 1 ≤ f 0 by
    exact Nat.not_succ_le_self (f 0) habs
  apply Nat.le_trans
  · exact hle
  · exact hbig

end Examples.Monotonicity
