example (n : Nat) : (if n = 0 then 1 else 2) ≤ 2 := by
  split
  · decide
  · decide
def orZero (x : Option Nat) : Nat := match x with
  | none => 0
  | some n => n
example (x : Option Nat) (h : x = none) : orZero x = 0 := by
  unfold orZero
  split
  · rfl
  · contradiction
example (n : Nat) (h : (if n = 0 then 1 else 2) = 2) : n ≠ 0 := by
  split at h
  · contradiction
  · assumption
example (n : Nat) : (if n = 0 then 1 else 1) = 1 := by split <;> rfl
open Classical in
example (p : Prop) : (if p then 1 else 1) = 1 := by split <;> rfl
example (a b : Nat) (h : a + 0 = b) : a = b := by
  conv at h => lhs; rw [Nat.add_zero]
  exact h
example (a b : Nat) : a + b = b + a := by
  conv => lhs; rw [Nat.add_comm]
example (f : Nat → Nat) (h : ∀ x, f x = x) : (fun x => f x) = id := by
  conv => lhs; intro x; rw [h]
  rfl
example (a b c : Nat) : a + (b + c) = a + (c + b) := by
  conv => lhs; arg 2; rw [Nat.add_comm]
example (a b c : Nat) (h₁ : a ∣ b) : a ∣ b * c := Nat.dvd_mul_right_of_dvd h₁ c
example (n : Nat) (h : n % 2 = 0) : n % 2 ≠ 1 := by rw [h]; decide
example : (5 : Int) - 7 = -2 := by decide
example (a b : Nat) (h : a < b) : ¬b ≤ a := by simp [h]
example (a b c : Nat) (h : a ≤ b) (h' : b < c) : a < c := by
  calc
    a ≤ b := h
    _ < c := h'
example (x y z : Nat) : x ≠ 5 → y ≠ 5 → z ≠ 5 → (match x, y, z with | 5, _, _ => y | _, 5, _ => y | _, _, 5 => y | _, _, _ => 1) = 1 := by
  intros
  split
  . contradiction
  . contradiction
  . contradiction
  . rfl
