/-!
# Order

Inequalities between natural numbers, and the smaller of two numbers.
-/

namespace Examples.Order

/-! ## Inequalities -/

section Inequalities

variable {a b c : Nat}

/-- There are no cycles of strict inequalities. -/
theorem no_cycle (hab : a < b) (hbc : b < c) : ¬c < a := by
  intro hca
  have hac : a < c := by
    exact Nat.lt_trans hab hbc
  have haa : a < a := by
    exact Nat.lt_trans hac hca
  have hne : ¬a < a := by
    exact Nat.lt_irrefl a
  contradiction

/-- Two numbers compare in one of three ways. -/
theorem trichotomy (a b : Nat) : a < b ∨ a = b ∨ b < a := by
  by_cases hlt : a < b
  · left
    exact hlt
  · right
    have hba : b ≤ a := by
      apply Nat.not_lt.mp
      exact hlt
    by_cases heq : a = b
    · left
      exact heq
    · right
      apply Nat.lt_of_le_of_ne
      · exact hba
      · intro h
        apply heq
        rw [h]

end Inequalities

/-! ## Minimum -/

section Minimum

/-- The smaller of two numbers. -/
def least (a b : Nat) : Nat := if a ≤ b then a else b

/-- The smaller number is at most the first. -/
theorem least_le_left (a b : Nat) : least a b ≤ a := by
  unfold least
  by_cases h : a ≤ b
  · have heq : (if a ≤ b then a else b) = a := by
      exact if_pos h
    apply Nat.le_of_eq
    exact heq
  · rw [if_neg h]
    have hba : b < a := by
      apply Nat.not_le.mp
      exact h
    apply Nat.le_of_lt
    exact hba

/-- The smaller number is at most the second. -/
theorem least_le_right (a b : Nat) : least a b ≤ b := by
  unfold least
  by_cases h : a ≤ b
  · rw [if_pos h]
    exact h
  · have heq : (if a ≤ b then a else b) = b := by
      exact if_neg h
    apply Nat.le_of_eq
    exact heq

/-- What is below both numbers is below the smaller one. -/
theorem le_least_iff (a b c : Nat) : c ≤ least a b ↔ c ≤ a ∧ c ≤ b := by
  constructor
  · intro h
    constructor
    · apply Nat.le_trans h
      exact least_le_left a b
    · apply Nat.le_trans h
      exact least_le_right a b
  · intro h
    obtain ⟨ha, hb⟩ := h
    unfold least
    by_cases hab : a ≤ b
    · rw [if_pos hab]
      exact ha
    · rw [if_neg hab]
      exact hb

/-- The order of the arguments does not matter. -/
theorem least_commutes (a b : Nat) : least a b = least b a := by
  have h₁ : least a b ≤ least b a := by
    apply (le_least_iff b a (least a b)).mpr
    constructor
    · exact least_le_right a b
    · exact least_le_left a b
  have h₂ : least b a ≤ least a b := by
    apply (le_least_iff a b (least b a)).mpr
    constructor
    · exact least_le_right b a
    · exact least_le_left b a
  apply Nat.le_antisymm
  · exact h₁
  · exact h₂

end Minimum

end Examples.Order
