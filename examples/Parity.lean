/-!
# Even and odd

Parity as an inductive predicate, and proofs by induction on how a number came to be even.
-/

namespace Examples.Parity

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
    rw [Nat.add_right_comm m 1 n]
  rw [h'] at h
  exact h
where
  /-- Two less than an even number is even. -/
  twoDown {k : Nat} (h : Even (k + 2)) : Even k := by
    cases h with
    | step hk =>
      exact hk

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

end Examples.Parity
