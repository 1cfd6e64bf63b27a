/-!
# Relations

Divisibility, and strict orders by their axioms.
-/

namespace Examples.Relations

/-! ## Divisibility -/

/-- `a` divides `b` if `b` is a multiple of `a`. -/
def Divides (a b : Nat) : Prop := ∃ k, b = a * k

/-- Divisibility is transitive. -/
theorem divides_trans {a b c : Nat} (hab : Divides a b) (hbc : Divides b c) : Divides a c := by
  obtain ⟨k, hk⟩ := hab
  obtain ⟨m, hm⟩ := hbc
  unfold Divides
  refine ⟨k * m, ?_⟩
  have h : a * k * m = a * (k * m) := by
    rw [Nat.mul_assoc]
  calc
    c = b * m := by exact hm
    _ = a * k * m := by rw [hk]
    _ = a * (k * m) := by rw [h]

/-! ## Strict orders -/

section StrictOrders

universe u

/-- A strict order: nothing precedes itself, and what precedes something precedes what that
precedes. -/
structure StrictOrder (α : Type u) where
  /-- The relation. -/
  lt : α → α → Prop
  irrefl : ∀ a, ¬lt a a
  trans : ∀ a b c, lt a b → lt b c → lt a c

variable {α : Type u} (O : StrictOrder α)

/-- The weak order that belongs to a strict one. -/
def StrictOrder.le (a b : α) : Prop := O.lt a b ∨ a = b

/-- The natural numbers are strictly ordered. -/
def natOrder : StrictOrder Nat where
  lt a b := a < b
  irrefl := by
    intro a
    exact Nat.lt_irrefl a
  trans := by
    intro a b c hab hbc
    apply Nat.lt_trans
    · exact hab
    · exact hbc

/-- A strict order runs one way only. -/
theorem StrictOrder.asymm (a b : α) (hab : O.lt a b) : ¬O.lt b a := by
  intro hba
  have haa : O.lt a a := by
    apply O.trans a b a
    · exact hab
    · exact hba
  have hirr : ¬O.lt a a := by
    apply O.irrefl
  exact hirr haa

/-- The weak order is transitive. -/
theorem StrictOrder.le_trans (a b c : α) (hab : O.le a b) (hbc : O.le b c) : O.le a c := by
  unfold StrictOrder.le at hab
  unfold StrictOrder.le at hbc
  unfold StrictOrder.le
  cases hab with
  | inl hab' =>
    cases hbc with
    | inl hbc' =>
      left
      apply O.trans a b c
      · exact hab'
      · exact hbc'
    | inr hbc' =>
      left
      rw [← hbc']
      exact hab'
  | inr hab' =>
    cases hbc with
    | inl hbc' =>
      left
      rw [hab']
      exact hbc'
    | inr hbc' =>
      right
      rw [hab']
      exact hbc'

end StrictOrders

end Examples.Relations
