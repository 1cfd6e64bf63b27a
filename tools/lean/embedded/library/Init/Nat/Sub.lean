/-
Truncated subtraction, predecessors, minimum and maximum of natural numbers.
-/
prelude
import Init.Nat.Order
import Init.Bool

set_option linter.unusedVariables false
universe u
namespace Nat

/-! ## Predecessor and subtraction -/

@[simp] theorem pred_zero : pred 0 = 0 := rfl
@[simp] theorem pred_succ (n : Nat) : pred (succ n) = n := rfl
@[simp] theorem pred_add_one (n : Nat) : pred (n + 1) = n := rfl
theorem pred_le : ∀ (n : Nat), pred n ≤ n
  | 0 => Nat.le_refl 0
  | n + 1 => le_succ n
theorem pred_lt : ∀ {n : Nat}, n ≠ 0 → pred n < n
  | 0, h => (h rfl).elim
  | n + 1, _ => lt_succ_self n
theorem succ_pred {a : Nat} (h : a ≠ 0) : succ (pred a) = a := by
  cases a with
  | zero => exact (h rfl).elim
  | succ a => rfl
theorem succ_pred_eq_of_pos : ∀ {n : Nat}, 0 < n → succ (pred n) = n :=
  fun h => succ_pred (ne_zero_of_lt h)
@[simp] protected theorem sub_zero (n : Nat) : n - 0 = n := rfl
theorem sub_succ (n m : Nat) : n - succ m = pred (n - m) := rfl
theorem sub_add_eq (a b c : Nat) : a - (b + c) = a - b - c := by
  induction c with
  | zero => rfl
  | succ c ih => rw [← Nat.add_assoc, sub_succ, ih]; rfl
protected theorem sub_sub (n m k : Nat) : n - m - k = n - (m + k) := (sub_add_eq n m k).symm
theorem sub_one (n : Nat) : n - 1 = pred n := rfl
theorem pred_eq_sub_one {n : Nat} : pred n = n - 1 := rfl
theorem succ_sub_succ_eq_sub (n m : Nat) : succ n - succ m = n - m := by
  induction m with
  | zero => rfl
  | succ m ih => exact congrArg pred ih
protected theorem succ_sub_succ (n m : Nat) : succ n - succ m = n - m := succ_sub_succ_eq_sub n m
theorem add_one_sub_one (n : Nat) : n + 1 - 1 = n := rfl
attribute [simp] add_one_sub_one
theorem succ_sub_one (n : Nat) : succ n - 1 = n := rfl
theorem sub_one_add_one {n : Nat} (h : n ≠ 0) : n - 1 + 1 = n := succ_pred h
@[simp] protected theorem sub_self : ∀ (n : Nat), n - n = 0
  | 0 => rfl
  | n + 1 => (succ_sub_succ_eq_sub n n).trans (Nat.sub_self n)
@[simp] protected theorem zero_sub : ∀ (n : Nat), 0 - n = 0
  | 0 => rfl
  | n + 1 => congrArg pred (Nat.zero_sub n)
@[simp] protected theorem add_sub_add_right (n k m : Nat) : (n + k) - (m + k) = n - m := by
  induction k with
  | zero => rfl
  | succ k ih => exact (succ_sub_succ_eq_sub _ _).trans ih
protected theorem add_sub_add_left (k n m : Nat) : (k + n) - (k + m) = n - m := by
  rw [Nat.add_comm k, Nat.add_comm k, Nat.add_sub_add_right]
attribute [simp] Nat.add_sub_add_left
@[simp] protected theorem add_sub_cancel (n m : Nat) : n + m - m = n := by
  simpa using Nat.add_sub_add_right n m 0
@[simp] protected theorem add_sub_cancel_left (n m : Nat) : n + m - n = m := by
  rw [Nat.add_comm, Nat.add_sub_cancel]
protected theorem add_sub_cancel' {n m : Nat} (h : m ≤ n) : m + (n - m) = n := by
  obtain ⟨d, rfl⟩ := le.dest h
  rw [Nat.add_sub_cancel_left]
protected theorem add_sub_of_le {a b : Nat} (h : a ≤ b) : a + (b - a) = b := Nat.add_sub_cancel' h
protected theorem sub_add_cancel {n m : Nat} (h : m ≤ n) : n - m + m = n := by
  rw [Nat.add_comm, Nat.add_sub_cancel' h]
attribute [simp] Nat.sub_add_cancel Nat.add_sub_cancel'
@[simp] theorem sub_le (n m : Nat) : n - m ≤ n := by
  induction m with
  | zero => exact Nat.le_refl n
  | succ m ih => exact Nat.le_trans (pred_le (n - m)) ih
theorem sub_lt {n m : Nat} (hn : 0 < n) (hm : 0 < m) : n - m < n := by
  obtain ⟨k, rfl⟩ := exists_eq_succ_of_ne_zero (ne_zero_of_lt hn)
  obtain ⟨j, rfl⟩ := exists_eq_succ_of_ne_zero (ne_zero_of_lt hm)
  rw [succ_sub_succ_eq_sub]
  exact lt_succ_of_le (sub_le k j)
theorem sub_one_lt {n : Nat} (h : n ≠ 0) : n - 1 < n := pred_lt h
theorem sub_one_lt_of_lt {n m : Nat} (h : m < n) : n - 1 < n := pred_lt (ne_zero_of_lt h)
protected theorem sub_eq_zero_of_le {n m : Nat} (h : n ≤ m) : n - m = 0 := by
  obtain ⟨d, rfl⟩ := le.dest h
  rw [← Nat.sub_sub, Nat.sub_self, Nat.zero_sub]
protected theorem le_of_sub_eq_zero {n m : Nat} (h : n - m = 0) : n ≤ m :=
  (Nat.le_total n m).elim id fun h' => by
    rw [← Nat.sub_add_cancel h', h, Nat.zero_add]
protected theorem sub_eq_zero_iff_le {n m : Nat} : n - m = 0 ↔ n ≤ m :=
  ⟨Nat.le_of_sub_eq_zero, Nat.sub_eq_zero_of_le⟩
protected theorem sub_pos_of_lt {m n : Nat} (h : m < n) : 0 < n - m :=
  Nat.pos_of_ne_zero fun e => Nat.not_le_of_gt h (Nat.le_of_sub_eq_zero e)
protected theorem sub_pos_iff_lt {n m : Nat} : 0 < n - m ↔ m < n :=
  ⟨fun h => Nat.not_le.mp fun h' => Nat.lt_irrefl 0 (by rw [Nat.sub_eq_zero_of_le h'] at h; exact h),
   Nat.sub_pos_of_lt⟩
protected theorem lt_of_sub_pos {m n : Nat} (h : 0 < n - m) : m < n := Nat.sub_pos_iff_lt.mp h
protected theorem lt_of_sub_ne_zero {n m : Nat} (h : n - m ≠ 0) : m < n :=
  Nat.sub_pos_iff_lt.mp (Nat.pos_of_ne_zero h)
protected theorem sub_ne_zero_of_lt {a b : Nat} (h : a < b) : b - a ≠ 0 :=
  ne_zero_of_lt (Nat.sub_pos_of_lt h)
protected theorem sub_ne_zero_iff_lt {n m : Nat} : n - m ≠ 0 ↔ m < n :=
  ⟨Nat.lt_of_sub_ne_zero, Nat.sub_ne_zero_of_lt⟩
protected theorem add_sub_assoc {m k : Nat} (h : k ≤ m) (n : Nat) : n + m - k = n + (m - k) := by
  obtain ⟨d, rfl⟩ := le.dest h
  rw [Nat.add_sub_cancel_left, Nat.add_left_comm, Nat.add_sub_cancel_left]
protected theorem sub_add_comm {n m k : Nat} (h : k ≤ n) : n + m - k = n - k + m := by
  rw [Nat.add_comm n, Nat.add_sub_assoc h, Nat.add_comm]
protected theorem eq_sub_of_add_eq {a b c : Nat} (h : a + b = c) : a = c - b := by
  rw [← h, Nat.add_sub_cancel]
protected theorem eq_sub_of_add_eq' {a b c : Nat} (h : b + a = c) : a = c - b := by
  rw [← h, Nat.add_sub_cancel_left]
protected theorem sub_eq_of_eq_add {a b c : Nat} (h : a = c + b) : a - b = c := by
  rw [h, Nat.add_sub_cancel]
protected theorem sub_eq_of_eq_add' {a b c : Nat} (h : a = b + c) : a - b = c := by
  rw [h, Nat.add_sub_cancel_left]
protected theorem sub_eq_iff_eq_add {c a b : Nat} (h : b ≤ a) : a - b = c ↔ a = c + b :=
  ⟨fun e => by rw [← e, Nat.sub_add_cancel h], Nat.sub_eq_of_eq_add⟩
protected theorem sub_eq_iff_eq_add' {c a b : Nat} (h : b ≤ a) : a - b = c ↔ a = b + c := by
  rw [Nat.sub_eq_iff_eq_add h, Nat.add_comm]
protected theorem sub_le_of_le_add {a b c : Nat} (h : a ≤ c + b) : a - b ≤ c :=
  (Nat.le_total b a).elim
    (fun hb => Nat.le_of_add_le_add_right (b := b) (by rwa [Nat.sub_add_cancel hb]))
    (fun hb => by rw [Nat.sub_eq_zero_of_le hb]; exact zero_le c)
protected theorem le_add_of_sub_le {a b c : Nat} (h : a - b ≤ c) : a ≤ c + b :=
  (Nat.le_total b a).elim
    (fun hb => by rw [← Nat.sub_add_cancel hb]; exact Nat.add_le_add_right h b)
    (fun hb => Nat.le_trans hb (le_add_left b c))
protected theorem sub_le_iff_le_add {a b c : Nat} : a - b ≤ c ↔ a ≤ c + b :=
  ⟨Nat.le_add_of_sub_le, Nat.sub_le_of_le_add⟩
protected theorem sub_le_iff_le_add' {a b c : Nat} : a - b ≤ c ↔ a ≤ b + c := by
  rw [Nat.sub_le_iff_le_add, Nat.add_comm]
theorem le_sub_of_add_le {a b c : Nat} (h : a + b ≤ c) : a ≤ c - b := by
  obtain ⟨d, rfl⟩ := le.dest h
  rw [Nat.add_right_comm, Nat.add_sub_cancel]
  exact le_add_right a d
theorem add_le_of_le_sub {a b c : Nat} (hle : b ≤ c) (h : a ≤ c - b) : a + b ≤ c := by
  rw [← Nat.sub_add_cancel hle]
  exact Nat.add_le_add_right h b
protected theorem le_sub_iff_add_le {x y k : Nat} (h : k ≤ y) : x ≤ y - k ↔ x + k ≤ y :=
  ⟨add_le_of_le_sub h, le_sub_of_add_le⟩
theorem lt_sub_of_add_lt {a b c : Nat} (h : a + b < c) : a < c - b :=
  le_sub_of_add_le (a := a + 1) (by rwa [Nat.add_right_comm])
theorem add_lt_of_lt_sub {a b c : Nat} (h : a < c - b) : a + b < c :=
  Nat.not_le.mp fun h' => Nat.not_le_of_gt h (Nat.sub_le_of_le_add h')
protected theorem lt_sub_iff_add_lt {a b c : Nat} : a < c - b ↔ a + b < c :=
  ⟨add_lt_of_lt_sub, lt_sub_of_add_lt⟩
protected theorem sub_lt_iff_lt_add {a b c : Nat} (h : b ≤ a) : a - b < c ↔ a < c + b := by
  rw [← Nat.add_lt_add_iff_right (n := b), Nat.sub_add_cancel h]
protected theorem sub_lt_sub_left : ∀ {k m n : Nat}, k < m → k < n → m - n < m - k := by
  intro k m n hkm hkn
  rw [Nat.lt_sub_iff_add_lt]
  refine (Nat.le_total n m).elim (fun h => ?_) (fun h => ?_)
  · have e := Nat.add_lt_add_left hkn (m - n)
    rwa [Nat.sub_add_cancel h] at e
  · rwa [Nat.sub_eq_zero_of_le h, Nat.zero_add]
protected theorem sub_le_sub_left {m n : Nat} (h : n ≤ m) (k : Nat) : k - m ≤ k - n := by
  obtain ⟨d, rfl⟩ := le.dest h
  rw [← Nat.sub_sub]
  exact sub_le _ d
protected theorem sub_le_sub_right {m n : Nat} (h : n ≤ m) (k : Nat) : n - k ≤ m - k :=
  Nat.sub_le_of_le_add (Nat.le_trans h (Nat.le_add_of_sub_le (Nat.le_refl _)))
protected theorem sub_le_sub {a b c d : Nat} (h₁ : a ≤ b) (h₂ : d ≤ c) : a - c ≤ b - d :=
  Nat.le_trans (Nat.sub_le_sub_right h₁ c) (Nat.sub_le_sub_left h₂ b)
protected theorem sub_lt_self {a b : Nat} (h₀ : 0 < a) (h₁ : a ≤ b) : b - a < b :=
  sub_lt (Nat.lt_of_lt_of_le h₀ h₁) h₀
protected theorem sub_lt_of_lt {a b c : Nat} (h : a < c) : a - b < c :=
  Nat.lt_of_le_of_lt (sub_le a b) h
protected theorem sub_sub_self {n m : Nat} (h : m ≤ n) : n - (n - m) = m :=
  Nat.sub_eq_of_eq_add (Nat.add_sub_cancel' h).symm
protected theorem sub_right_comm (n m k : Nat) : n - m - k = n - k - m := by
  rw [Nat.sub_sub, Nat.sub_sub, Nat.add_comm]
protected theorem mul_sub (k m n : Nat) : k * (m - n) = k * m - k * n :=
  (Nat.le_total n m).elim
    (fun h => Nat.eq_sub_of_add_eq (by rw [← Nat.mul_add, Nat.sub_add_cancel h]))
    (fun h => by
      rw [Nat.sub_eq_zero_of_le h, Nat.sub_eq_zero_of_le (Nat.mul_le_mul_left k h), Nat.mul_zero])
protected theorem sub_mul (n m k : Nat) : (n - m) * k = n * k - m * k := by
  rw [Nat.mul_comm, Nat.mul_sub, Nat.mul_comm k, Nat.mul_comm k]
protected theorem mul_sub_one (n m : Nat) : n * (m - 1) = n * m - n := by
  rw [Nat.mul_sub, Nat.mul_one]
protected theorem sub_one_mul (n m : Nat) : (n - 1) * m = n * m - m := by
  rw [Nat.sub_mul, Nat.one_mul]
theorem le_pred_of_lt {m n : Nat} (h : m < n) : m ≤ pred n := pred_le_pred h
theorem le_sub_one_of_lt {a b : Nat} (h : a < b) : a ≤ b - 1 := pred_le_pred h
theorem lt_of_le_pred {m n : Nat} (h : 0 < n) (h' : m ≤ pred n) : m < n := by
  rw [← succ_pred_eq_of_pos h]
  exact succ_le_succ h'
theorem le_pred_iff_lt {m n : Nat} (h : 0 < n) : m ≤ pred n ↔ m < n :=
  ⟨lt_of_le_pred h, le_pred_of_lt⟩
theorem pred_lt_pred {n m : Nat} (hn : n ≠ 0) (h : n < m) : pred n < pred m := by
  obtain ⟨k, rfl⟩ := exists_eq_succ_of_ne_zero hn
  obtain ⟨j, rfl⟩ := exists_eq_succ_of_ne_zero (ne_zero_of_lt h)
  exact lt_of_succ_lt_succ h

/-! ## Minimum and maximum -/

end Nat
@[inline, instance_reducible] def maxOfLe {α : Type u} [LE α] [DecidableRel (@LE.le α _)] : Max α :=
  ⟨fun a b => if a ≤ b then b else a⟩
@[inline, instance_reducible] def minOfLe {α : Type u} [LE α] [DecidableRel (@LE.le α _)] : Min α :=
  ⟨fun a b => if a ≤ b then a else b⟩
namespace Nat
protected abbrev max (n m : Nat) : Nat := if n ≤ m then m else n
protected abbrev min (n m : Nat) : Nat := if n ≤ m then n else m
instance instMax : Max Nat := ⟨Nat.max⟩
end Nat
instance instMinNat : Min Nat := ⟨Nat.min⟩
namespace Nat
protected theorem max_def {n m : Nat} : max n m = if n ≤ m then m else n := rfl
protected theorem min_def {n m : Nat} : min n m = if n ≤ m then n else m := rfl
protected theorem max_eq_right {a b : Nat} (h : a ≤ b) : max a b = b := if_pos h
protected theorem max_eq_left {a b : Nat} (h : b ≤ a) : max a b = a := by
  rw [Nat.max_def]
  cases Decidable.em (a ≤ b) with
  | inl h' => rw [if_pos h', Nat.le_antisymm h h']
  | inr h' => rw [if_neg h']
protected theorem min_eq_left {a b : Nat} (h : a ≤ b) : min a b = a := if_pos h
protected theorem min_eq_right {a b : Nat} (h : b ≤ a) : min a b = b := by
  rw [Nat.min_def]
  cases Decidable.em (a ≤ b) with
  | inl h' => rw [if_pos h', Nat.le_antisymm h h']
  | inr h' => rw [if_neg h']
protected theorem le_max_left (a b : Nat) : a ≤ max a b :=
  (Nat.le_total a b).elim (fun h => by rwa [Nat.max_eq_right h])
    (fun h => by rw [Nat.max_eq_left h])
protected theorem le_max_right (a b : Nat) : b ≤ max a b :=
  (Nat.le_total a b).elim (fun h => by rw [Nat.max_eq_right h])
    (fun h => by rwa [Nat.max_eq_left h])
protected theorem min_le_left (a b : Nat) : min a b ≤ a :=
  (Nat.le_total a b).elim (fun h => by rw [Nat.min_eq_left h])
    (fun h => by rwa [Nat.min_eq_right h])
protected theorem min_le_right (a b : Nat) : min a b ≤ b :=
  (Nat.le_total a b).elim (fun h => by rwa [Nat.min_eq_left h])
    (fun h => by rw [Nat.min_eq_right h])
protected theorem max_le {a b c : Nat} : max a b ≤ c ↔ a ≤ c ∧ b ≤ c :=
  ⟨fun h => ⟨Nat.le_trans (Nat.le_max_left a b) h, Nat.le_trans (Nat.le_max_right a b) h⟩,
   fun ⟨ha, hb⟩ => (Nat.le_total a b).elim (fun h => by rwa [Nat.max_eq_right h])
     (fun h => by rwa [Nat.max_eq_left h])⟩
protected theorem le_min {a b c : Nat} : a ≤ min b c ↔ a ≤ b ∧ a ≤ c :=
  ⟨fun h => ⟨Nat.le_trans h (Nat.min_le_left b c), Nat.le_trans h (Nat.min_le_right b c)⟩,
   fun ⟨hb, hc⟩ => (Nat.le_total b c).elim (fun h => by rwa [Nat.min_eq_left h])
     (fun h => by rwa [Nat.min_eq_right h])⟩
protected theorem le_min_of_le_of_le {a b c : Nat} (h₁ : a ≤ b) (h₂ : a ≤ c) : a ≤ min b c :=
  Nat.le_min.mpr ⟨h₁, h₂⟩
protected theorem max_le_of_le_of_le {a b c : Nat} (h₁ : a ≤ c) (h₂ : b ≤ c) : max a b ≤ c :=
  Nat.max_le.mpr ⟨h₁, h₂⟩
protected theorem max_comm (a b : Nat) : max a b = max b a :=
  Nat.le_antisymm (Nat.max_le.mpr ⟨Nat.le_max_right b a, Nat.le_max_left b a⟩)
    (Nat.max_le.mpr ⟨Nat.le_max_right a b, Nat.le_max_left a b⟩)
protected theorem min_comm (a b : Nat) : min a b = min b a :=
  Nat.le_antisymm (Nat.le_min.mpr ⟨Nat.min_le_right a b, Nat.min_le_left a b⟩)
    (Nat.le_min.mpr ⟨Nat.min_le_right b a, Nat.min_le_left b a⟩)
@[simp] protected theorem max_self (a : Nat) : max a a = a := Nat.max_eq_right (Nat.le_refl a)
@[simp] protected theorem min_self (a : Nat) : min a a = a := Nat.min_eq_left (Nat.le_refl a)
@[simp] protected theorem zero_max (a : Nat) : max 0 a = a := Nat.max_eq_right (zero_le a)
@[simp] protected theorem max_zero (a : Nat) : max a 0 = a := Nat.max_eq_left (zero_le a)
@[simp] protected theorem zero_min (a : Nat) : min 0 a = 0 := Nat.min_eq_left (zero_le a)
@[simp] protected theorem min_zero (a : Nat) : min a 0 = 0 := Nat.min_eq_right (zero_le a)
protected theorem max_assoc : ∀ (a b c : Nat), max (max a b) c = max a (max b c) := by
  intro a b c
  apply Nat.le_antisymm
  · rw [Nat.max_le, Nat.max_le]
    exact ⟨⟨Nat.le_max_left _ _, Nat.le_trans (Nat.le_max_left _ _) (Nat.le_max_right _ _)⟩,
      Nat.le_trans (Nat.le_max_right _ _) (Nat.le_max_right _ _)⟩
  · rw [Nat.max_le, Nat.max_le]
    exact ⟨Nat.le_trans (Nat.le_max_left _ _) (Nat.le_max_left _ _),
      Nat.le_trans (Nat.le_max_right _ _) (Nat.le_max_left _ _), Nat.le_max_right _ _⟩
protected theorem min_assoc : ∀ (a b c : Nat), min (min a b) c = min a (min b c) := by
  intro a b c
  apply Nat.le_antisymm
  · rw [Nat.le_min, Nat.le_min]
    exact ⟨Nat.le_trans (Nat.min_le_left _ _) (Nat.min_le_left _ _),
      Nat.le_trans (Nat.min_le_left _ _) (Nat.min_le_right _ _), Nat.min_le_right _ _⟩
  · rw [Nat.le_min, Nat.le_min]
    exact ⟨⟨Nat.min_le_left _ _, Nat.le_trans (Nat.min_le_right _ _) (Nat.min_le_left _ _)⟩,
      Nat.le_trans (Nat.min_le_right _ _) (Nat.min_le_right _ _)⟩
end Nat
