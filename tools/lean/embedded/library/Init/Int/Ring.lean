/-
The ring laws of the integers, each reduced to one about natural numbers.
-/
prelude
import Init.Int.Basic

set_option linter.unusedVariables false
namespace Int

theorem negOfNat_mul_ofNat (m n : Nat) : negOfNat m * ofNat n = negOfNat (m * n) := by
  cases m with
  | zero => show ofNat (0 * n) = _; rw [Nat.zero_mul]; rfl
  | succ m => rfl
theorem ofNat_mul_negOfNat (m n : Nat) : ofNat m * negOfNat n = negOfNat (m * n) := by
  cases n with
  | zero => rfl
  | succ n => rfl
theorem negOfNat_mul_negOfNat (m n : Nat) : negOfNat m * negOfNat n = ofNat (m * n) := by
  cases m with
  | zero =>
    cases n with
    | zero => rfl
    | succ n => show negOfNat (0 * (n + 1)) = _; rw [Nat.zero_mul]; rfl
  | succ m => cases n with
    | zero => rfl
    | succ n => rfl
theorem subNatNat_cases (a b : Nat) :
    ∃ n, (subNatNat a b = ofNat n ∧ a = b + n) ∨ (subNatNat a b = negOfNat n ∧ b = a + n) := by
  cases Nat.le_total b a with
  | inl h =>
    obtain ⟨n, rfl⟩ := Nat.le.dest h
    exact ⟨n, .inl ⟨by rw [subNatNat_of_le h, Nat.add_sub_cancel_left], rfl⟩⟩
  | inr h =>
    obtain ⟨n, rfl⟩ := Nat.le.dest h
    refine ⟨n, .inr ⟨?_, rfl⟩⟩
    have e := subNatNat_add_add 0 n a
    rwa [Nat.zero_add, Nat.add_comm n a, zero_subNatNat] at e
theorem subNatNat_mul_subNatNat (a b c d : Nat) :
    subNatNat a b * subNatNat c d = subNatNat (a * c + b * d) (a * d + b * c) := by
  obtain ⟨m, ⟨e₁, rfl⟩ | ⟨e₁, rfl⟩⟩ := subNatNat_cases a b <;>
  obtain ⟨n, ⟨e₂, rfl⟩ | ⟨e₂, rfl⟩⟩ := subNatNat_cases c d <;>
  rw [e₁, e₂]
  · show ofNat (m * n) = _
    rw [← subNatNat_zero, subNatNat_eq_iff]
    simp only [Nat.mul_add, Nat.add_mul, Nat.add_assoc, Nat.add_comm, Nat.add_left_comm,
      Nat.add_zero]
  · rw [ofNat_mul_negOfNat, negOfNat_eq, subNatNat_eq_iff]
    simp only [Nat.mul_add, Nat.add_mul, Nat.add_assoc, Nat.add_comm, Nat.add_left_comm,
      Nat.add_zero]
  · rw [negOfNat_mul_ofNat, negOfNat_eq, subNatNat_eq_iff]
    simp only [Nat.mul_add, Nat.add_mul, Nat.add_assoc, Nat.add_comm, Nat.add_left_comm,
      Nat.add_zero]
  · rw [negOfNat_mul_negOfNat, ← subNatNat_zero, subNatNat_eq_iff]
    simp only [Nat.mul_add, Nat.add_mul, Nat.add_assoc, Nat.add_comm, Nat.add_left_comm,
      Nat.add_zero]
theorem subNatNat_sub_subNatNat (a b c d : Nat) :
    subNatNat a b - subNatNat c d = subNatNat (a + d) (b + c) := by
  show subNatNat a b + -subNatNat c d = _
  rw [neg_subNatNat, subNatNat_add_subNatNat]

/-! ## Casts of natural numbers -/

theorem ofNat_eq_natCast (n : Nat) : Int.ofNat n = n := rfl
@[simp] theorem ofNat_eq_coe {n : Nat} : Int.ofNat n = n := rfl
theorem natCast_add (n m : Nat) : ((n + m : Nat) : Int) = n + m := rfl
theorem natCast_mul (n m : Nat) : ((n * m : Nat) : Int) = n * m := rfl
theorem natCast_succ (n : Nat) : ((Nat.succ n : Nat) : Int) = n + 1 := rfl
theorem natCast_add_one (n : Nat) : ((n + 1 : Nat) : Int) = n + 1 := rfl
theorem natCast_zero : ((0 : Nat) : Int) = (0 : Int) := rfl
theorem natCast_one : ((1 : Nat) : Int) = (1 : Int) := rfl
theorem natCast_ofNat {n : Nat} : ((OfNat.ofNat n : Nat) : Int) = OfNat.ofNat n := rfl
theorem ofNat_inj {m n : Nat} : ((m : Nat) : Int) = (n : Nat) ↔ m = n :=
  ⟨Int.ofNat.inj, congrArg _⟩
theorem natCast_inj {m n : Nat} : (m : Int) = n ↔ m = n := ofNat_inj
theorem negSucc_eq (n : Nat) : negSucc n = -((n : Int) + 1) := rfl
theorem negSucc_coe (n : Nat) : negSucc n = -((n + 1 : Nat) : Int) := rfl
theorem natCast_ediv (m n : Nat) : ((m / n : Nat) : Int) = (m : Int) / n := rfl
theorem natCast_emod (m n : Nat) : ((m % n : Nat) : Int) = (m : Int) % n := rfl

/-! ## Addition -/

section
variable (a b c : Int)

protected theorem add_comm : a + b = b + a := by
  obtain ⟨x, y, rfl⟩ := exists_subNatNat a
  obtain ⟨z, w, rfl⟩ := exists_subNatNat b
  rw [subNatNat_add_subNatNat, subNatNat_add_subNatNat, Nat.add_comm x, Nat.add_comm y]
protected theorem add_assoc : a + b + c = a + (b + c) := by
  obtain ⟨x, y, rfl⟩ := exists_subNatNat a
  obtain ⟨z, w, rfl⟩ := exists_subNatNat b
  obtain ⟨u, v, rfl⟩ := exists_subNatNat c
  simp only [subNatNat_add_subNatNat, Nat.add_assoc]
@[simp] protected theorem add_zero : a + 0 = a := by
  obtain ⟨x, y, rfl⟩ := exists_subNatNat a
  exact (subNatNat_add_subNatNat x y 0 0)
@[simp] protected theorem zero_add : 0 + a = a := by rw [Int.add_comm, Int.add_zero]
protected theorem add_left_comm : a + (b + c) = b + (a + c) := by
  rw [← Int.add_assoc, Int.add_comm a, Int.add_assoc]
protected theorem add_right_comm : a + b + c = a + c + b := by
  rw [Int.add_assoc, Int.add_comm b, Int.add_assoc]
protected theorem add_right_neg : a + -a = 0 := by
  obtain ⟨x, y, rfl⟩ := exists_subNatNat a
  rw [neg_subNatNat, subNatNat_add_subNatNat, Nat.add_comm, subNatNat_self]
protected theorem add_left_neg : -a + a = 0 := by rw [Int.add_comm, Int.add_right_neg]
@[simp] protected theorem neg_neg : -(-a) = a := by
  obtain ⟨x, y, rfl⟩ := exists_subNatNat a
  rw [neg_subNatNat, neg_subNatNat]
@[simp] protected theorem neg_zero : -(0 : Int) = 0 := rfl
protected theorem neg_add : -(a + b) = -a + -b := by
  obtain ⟨x, y, rfl⟩ := exists_subNatNat a
  obtain ⟨z, w, rfl⟩ := exists_subNatNat b
  simp only [subNatNat_add_subNatNat, neg_subNatNat]
protected theorem sub_eq_add_neg : a - b = a + -b := rfl
@[simp] protected theorem sub_self : a - a = 0 := Int.add_right_neg a
@[simp] protected theorem sub_zero : a - 0 = a := Int.add_zero a
@[simp] protected theorem zero_sub : 0 - a = -a := Int.zero_add (-a)
protected theorem neg_sub : -(a - b) = b - a := by
  rw [Int.sub_eq_add_neg, Int.neg_add, Int.neg_neg, Int.add_comm]; rfl
protected theorem add_neg_cancel_right : a + b + -b = a := by
  rw [Int.add_assoc, Int.add_right_neg, Int.add_zero]
protected theorem neg_add_cancel_right : a + -b + b = a := by
  rw [Int.add_assoc, Int.add_left_neg, Int.add_zero]
protected theorem add_sub_cancel : a + b - b = a := Int.add_neg_cancel_right a b
protected theorem sub_add_cancel : a - b + b = a := Int.neg_add_cancel_right a b
attribute [simp] Int.sub_add_cancel Int.add_sub_cancel

/-! ## Multiplication -/

protected theorem mul_comm : a * b = b * a := by
  obtain ⟨x, y, rfl⟩ := exists_subNatNat a
  obtain ⟨z, w, rfl⟩ := exists_subNatNat b
  simp only [subNatNat_mul_subNatNat, Nat.mul_comm, Nat.add_comm]
protected theorem mul_assoc : a * b * c = a * (b * c) := by
  obtain ⟨x, y, rfl⟩ := exists_subNatNat a
  obtain ⟨z, w, rfl⟩ := exists_subNatNat b
  obtain ⟨u, v, rfl⟩ := exists_subNatNat c
  simp only [subNatNat_mul_subNatNat, Nat.mul_add, Nat.add_mul, Nat.mul_assoc, Nat.add_assoc, Nat.add_comm,
    Nat.add_left_comm]
protected theorem mul_left_comm : a * (b * c) = b * (a * c) := by
  rw [← Int.mul_assoc, Int.mul_comm a, Int.mul_assoc]
@[simp] protected theorem mul_one : a * 1 = a := by
  obtain ⟨x, y, rfl⟩ := exists_subNatNat a
  have e := subNatNat_mul_subNatNat x y 1 0
  rwa [Nat.mul_one, Nat.mul_zero, Nat.add_zero, Nat.mul_zero, Nat.mul_one, Nat.zero_add] at e
@[simp] protected theorem one_mul : 1 * a = a := by rw [Int.mul_comm, Int.mul_one]
@[simp] protected theorem mul_zero : a * 0 = 0 := by
  obtain ⟨x, y, rfl⟩ := exists_subNatNat a
  exact subNatNat_mul_subNatNat x y 0 0
@[simp] protected theorem zero_mul : 0 * a = 0 := by rw [Int.mul_comm, Int.mul_zero]
protected theorem mul_add : a * (b + c) = a * b + a * c := by
  obtain ⟨x, y, rfl⟩ := exists_subNatNat a
  obtain ⟨z, w, rfl⟩ := exists_subNatNat b
  obtain ⟨u, v, rfl⟩ := exists_subNatNat c
  simp only [subNatNat_mul_subNatNat, subNatNat_add_subNatNat, Nat.mul_add, Nat.add_assoc,
    Nat.add_left_comm]
protected theorem add_mul : (a + b) * c = a * c + b * c := by
  rw [Int.mul_comm, Int.mul_add, Int.mul_comm c, Int.mul_comm c]
protected theorem neg_mul : -a * b = -(a * b) := by
  obtain ⟨x, y, rfl⟩ := exists_subNatNat a
  obtain ⟨z, w, rfl⟩ := exists_subNatNat b
  simp only [subNatNat_mul_subNatNat, neg_subNatNat, Nat.add_comm]
protected theorem mul_neg : a * -b = -(a * b) := by
  rw [Int.mul_comm, Int.neg_mul, Int.mul_comm]
protected theorem neg_mul_neg : -a * -b = a * b := by
  rw [Int.neg_mul, Int.mul_neg, Int.neg_neg]
protected theorem neg_eq_neg_one_mul : -a = -1 * a := by rw [Int.neg_mul, Int.one_mul]
protected theorem mul_sub : a * (b - c) = a * b - a * c := by
  rw [Int.sub_eq_add_neg, Int.mul_add, Int.mul_neg]; rfl
protected theorem sub_mul : (a - b) * c = a * c - b * c := by
  rw [Int.sub_eq_add_neg, Int.add_mul, Int.neg_mul]; rfl
end

protected theorem sub_eq_zero_of_eq {a b : Int} (h : a = b) : a - b = 0 := h ▸ Int.sub_self a
protected theorem eq_of_sub_eq_zero {a b : Int} (h : a - b = 0) : a = b := by
  rw [← Int.sub_add_cancel a b, h, Int.zero_add]
protected theorem sub_eq_zero {a b : Int} : a - b = 0 ↔ a = b :=
  ⟨Int.eq_of_sub_eq_zero, Int.sub_eq_zero_of_eq⟩
protected theorem add_left_cancel {a b c : Int} (h : a + b = a + c) : b = c := by
  have e : -a + (a + b) = -a + (a + c) := congrArg _ h
  rwa [← Int.add_assoc, ← Int.add_assoc, Int.add_left_neg, Int.zero_add, Int.zero_add] at e
protected theorem pow_zero (m : Int) : m ^ 0 = 1 := rfl
protected theorem pow_succ (b : Int) (e : Nat) : b ^ (e + 1) = (b ^ e) * b := rfl
end Int
