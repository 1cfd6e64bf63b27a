/-!
# Order

The order of the natural numbers, monotone functions, divisibility, minimum and maximum, and
relations that are orders only by their axioms.
-/

namespace Examples.Order

universe u

/-! ## Inequalities -/

section Inequalities

variable {a b c d : Nat}

/-- A chain of three inequalities. -/
theorem le_chain (hab : a ≤ b) (hbc : b ≤ c) (hcd : c ≤ d) : a ≤ d := by
  have hac : a ≤ c := by
    apply Nat.le_trans
    · exact hab
    · exact hbc
  have had : a ≤ d := by
    apply Nat.le_trans
    · exact hac
    · exact hcd
  exact had

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

/-- Inequalities can be added. -/
theorem add_inequalities (hab : a ≤ b) (hcd : c ≤ d) : a + c ≤ b + d := by
  have h₁ : a + c ≤ b + c := by
    apply Nat.add_le_add_right
    exact hab
  have h₂ : b + c ≤ b + d := by
    apply Nat.add_le_add_left
    exact hcd
  apply Nat.le_trans
  · exact h₁
  · exact h₂

end Inequalities

/-! ## Minimum and maximum -/

section MinMax

/-- The smaller of two numbers. -/
def least (a b : Nat) : Nat := if a ≤ b then a else b

/-- The larger of two numbers. -/
def greatest (a b : Nat) : Nat := if a ≤ b then b else a

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

/-- The smaller and the larger number have the same sum as the two. -/
theorem least_plus_greatest (a b : Nat) : least a b + greatest a b = a + b := by
  unfold least
  unfold greatest
  by_cases h : a ≤ b
  · rw [if_pos h]
    rw [if_pos h]
  · rw [if_neg h]
    rw [if_neg h]
    rw [Nat.add_comm]

end MinMax

/-! ## Monotone functions -/

section Monotone

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

/-- A strictly monotone function is injective. -/
theorem StrictlyMonotone.injective {f : Nat → Nat} (hf : StrictlyMonotone f) {a b : Nat}
    (hab : f a = f b) : a = b := by
  have h : a < b ∨ a = b ∨ b < a := trichotomy a b
  rcases h with hlt | heq | hgt
  · exfalso
    have h' : f a < f b := by
      apply hf
      exact hlt
    rw [hab] at h'
    exact Nat.lt_irrefl (f b) h'
  · exact heq
  · exfalso
    have h' : f b < f a := by
      apply hf
      exact hgt
    rw [hab] at h'
    exact Nat.lt_irrefl (f b) h'

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

end Monotone

/-! ## Divisibility -/

section Divisibility

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

/-- A common divisor divides the sum. -/
theorem divides_add {a b c : Nat} (hb : Divides a b) (hc : Divides a c) : Divides a (b + c) := by
  cases hb with
  | intro k hk =>
    cases hc with
    | intro m hm =>
      have h : b + c = a * (k + m) := by
        calc
          b + c = a * k + c := by rw [hk]
          _ = a * k + a * m := by rw [hm]
          _ = a * (k + m) := by rw [Nat.mul_add]
      refine ⟨k + m, ?_⟩
      exact h

end Divisibility

/-! ## Orders by their axioms -/

section Axioms

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

end Axioms

end Examples.Order
