/-
More about the order of the natural numbers and how addition and multiplication respect it.
-/
prelude
import Init.Nat.Basic

set_option linter.unusedVariables false
namespace Nat

/-! ## Strict order, cases and negations -/

theorem succ_pos (n : Nat) : 0 < succ n := succ_le_succ (zero_le n)
@[simp] theorem zero_lt_succ (n : Nat) : 0 < succ n := succ_pos n
theorem zero_lt_one : 0 < (1 : Nat) := succ_pos 0
protected theorem one_pos : 0 < (1 : Nat) := succ_pos 0
protected theorem two_pos : 0 < (2 : Nat) := succ_pos 1
@[simp] theorem add_one_pos (n : Nat) : 0 < n + 1 := succ_pos n
theorem not_succ_le_self (n : Nat) : ¬succ n ≤ n := Nat.lt_irrefl n
theorem not_add_one_le_self (n : Nat) : ¬n + 1 ≤ n := Nat.lt_irrefl n
theorem not_add_one_le_zero (n : Nat) : ¬n + 1 ≤ 0 := not_succ_le_zero n
protected theorem lt_asymm {a b : Nat} (h : a < b) : ¬b < a :=
  fun h' => Nat.lt_irrefl a (Nat.lt_trans h h')
protected theorem not_lt_of_gt {a b : Nat} (h : a > b) : ¬a < b := Nat.lt_asymm h
protected theorem not_le_of_gt {n m : Nat} (h : n > m) : ¬n ≤ m := Nat.not_le.mpr h
protected theorem not_lt_of_ge {n m : Nat} (h : m ≤ n) : ¬n < m := Nat.not_lt.mpr h
protected theorem not_le_of_lt {a b : Nat} (h : a < b) : ¬b ≤ a := Nat.not_le.mpr h
protected theorem not_lt_of_le {a b : Nat} (h : a ≤ b) : ¬b < a := Nat.not_lt.mpr h
protected theorem lt_of_not_ge {a b : Nat} (h : ¬b ≤ a) : a < b := Nat.not_le.mp h
protected theorem lt_of_not_le {a b : Nat} (h : ¬a ≤ b) : b < a := Nat.not_le.mp h
protected theorem le_of_not_gt {a b : Nat} (h : ¬b > a) : b ≤ a := Nat.not_lt.mp h
protected theorem le_of_not_lt {a b : Nat} (h : ¬a < b) : b ≤ a := Nat.not_lt.mp h
protected theorem le_of_not_ge {a b : Nat} (h : ¬a ≥ b) : a ≤ b :=
  Nat.le_of_lt (Nat.not_le.mp h)
protected theorem le_of_not_le {a b : Nat} (h : ¬b ≤ a) : a ≤ b := Nat.le_of_lt (Nat.not_le.mp h)
protected theorem lt_or_eq_of_le {n m : Nat} (h : n ≤ m) : n < m ∨ n = m :=
  (Nat.eq_or_lt_of_le h).symm
protected theorem lt_of_le_of_ne {n m : Nat} (h₁ : n ≤ m) (h₂ : ¬n = m) : n < m :=
  (Nat.eq_or_lt_of_le h₁).resolve_left h₂
protected theorem le_iff_lt_or_eq {n m : Nat} : n ≤ m ↔ n < m ∨ n = m :=
  ⟨Nat.lt_or_eq_of_le, fun h => h.elim Nat.le_of_lt Nat.le_of_eq⟩
protected theorem lt_iff_le_not_le {m n : Nat} : m < n ↔ m ≤ n ∧ ¬n ≤ m :=
  ⟨fun h => ⟨Nat.le_of_lt h, Nat.not_le_of_gt h⟩, fun h => Nat.not_le.mp h.right⟩
protected theorem lt_iff_le_and_not_ge {m n : Nat} : m < n ↔ m ≤ n ∧ ¬n ≤ m :=
  Nat.lt_iff_le_not_le
protected theorem lt_iff_le_and_ne {m n : Nat} : m < n ↔ m ≤ n ∧ m ≠ n :=
  ⟨fun h => ⟨Nat.le_of_lt h, fun e => Nat.lt_irrefl n (e ▸ h)⟩,
   fun h => Nat.lt_of_le_of_ne h.left h.right⟩
protected theorem ne_of_gt {a b : Nat} (h : b < a) : a ≠ b := fun e => Nat.lt_irrefl a (e ▸ h)
protected theorem ne_of_lt {a b : Nat} (h : a < b) : a ≠ b := fun e => Nat.lt_irrefl b (e ▸ h)
protected theorem ne_of_lt' {a b : Nat} (h : b < a) : a ≠ b := Nat.ne_of_gt h
protected theorem le_antisymm_iff {a b : Nat} : a = b ↔ a ≤ b ∧ b ≤ a :=
  ⟨fun h => ⟨Nat.le_of_eq h, Nat.le_of_eq h.symm⟩, fun h => Nat.le_antisymm h.left h.right⟩
protected theorem eq_iff_le_and_ge {a b : Nat} : a = b ↔ a ≤ b ∧ b ≤ a := Nat.le_antisymm_iff
protected theorem lt_trichotomy (a b : Nat) : a < b ∨ a = b ∨ b < a :=
  (Nat.lt_or_ge a b).elim .inl fun h => .inr ((Nat.eq_or_lt_of_le h).imp Eq.symm id)
protected theorem lt_or_gt_of_ne {a b : Nat} (h : a ≠ b) : a < b ∨ b < a :=
  (Nat.lt_trichotomy a b).imp id fun h' => h'.resolve_left h
protected theorem lt_or_lt_of_ne {a b : Nat} (h : a ≠ b) : a < b ∨ b < a := Nat.lt_or_gt_of_ne h
protected theorem ne_iff_lt_or_gt {a b : Nat} : a ≠ b ↔ a < b ∨ b < a :=
  ⟨Nat.lt_or_gt_of_ne, fun h => h.elim Nat.ne_of_lt Nat.ne_of_gt⟩
protected theorem lt_or_le (a b : Nat) : a < b ∨ b ≤ a := Nat.lt_or_ge a b
protected theorem le_or_lt (a b : Nat) : a ≤ b ∨ b < a := (Nat.lt_or_ge b a).symm
protected theorem le_or_ge (a b : Nat) : a ≤ b ∨ b ≤ a := Nat.le_total a b
protected theorem pos_of_ne_zero {n : Nat} (h : n ≠ 0) : 0 < n :=
  (Nat.eq_or_lt_of_le (zero_le n)).resolve_left h.symm
theorem ne_zero_of_lt {b a : Nat} (h : b < a) : a ≠ 0 := fun e => Nat.not_lt_zero b (e ▸ h)
theorem pos_of_lt {m n : Nat} (h : m < n) : 0 < n := Nat.lt_of_le_of_lt (zero_le m) h
protected theorem pos_iff_ne_zero {n : Nat} : 0 < n ↔ n ≠ 0 := ⟨ne_zero_of_lt, Nat.pos_of_ne_zero⟩
protected theorem ne_zero_iff_zero_lt {n : Nat} : n ≠ 0 ↔ 0 < n := Nat.pos_iff_ne_zero.symm
theorem eq_zero_or_pos (n : Nat) : n = 0 ∨ n > 0 :=
  (Nat.eq_or_lt_of_le (zero_le n)).imp Eq.symm id
protected theorem eq_zero_of_not_pos {n : Nat} (h : ¬0 < n) : n = 0 :=
  (eq_zero_or_pos n).resolve_right h
theorem eq_zero_of_le_zero {n : Nat} (h : n ≤ 0) : n = 0 := Nat.le_antisymm h (zero_le n)
@[simp] protected theorem le_zero_eq (a : Nat) : (a ≤ 0) = (a = 0) :=
  propext ⟨eq_zero_of_le_zero, Nat.le_of_eq⟩
protected theorem le_zero {i : Nat} : i ≤ 0 ↔ i = 0 := ⟨eq_zero_of_le_zero, Nat.le_of_eq⟩
protected theorem not_le_eq (a b : Nat) : (¬a ≤ b) = (b + 1 ≤ a) := propext Nat.not_le
protected theorem not_lt_eq (a b : Nat) : (¬a < b) = (b ≤ a) := propext Nat.not_lt
theorem lt_one_iff {n : Nat} : n < 1 ↔ n = 0 := by rw [lt_add_one_iff (n := 0), Nat.le_zero]
attribute [simp] lt_one_iff
theorem one_le_iff_ne_zero {n : Nat} : 1 ≤ n ↔ n ≠ 0 := Nat.pos_iff_ne_zero
theorem eq_of_lt_succ_of_not_lt {a b : Nat} (h1 : a < b + 1) (h2 : ¬a < b) : a = b :=
  Nat.le_antisymm (le_of_lt_succ h1) (Nat.not_lt.mp h2)
theorem le_or_eq_of_le_succ {m n : Nat} (h : m ≤ succ n) : m ≤ n ∨ m = succ n :=
  (Nat.lt_or_eq_of_le h).imp le_of_lt_succ id
theorem le_or_eq_of_le_add_one {m n : Nat} (h : m ≤ n + 1) : m ≤ n ∨ m = n + 1 :=
  le_or_eq_of_le_succ h
theorem le_succ_of_le {n m : Nat} (h : n ≤ m) : n ≤ succ m := le_step h
theorem le_add_one_of_le {n m : Nat} (h : n ≤ m) : n ≤ m + 1 := le_step h
theorem lt_of_succ_lt {n m : Nat} : succ n < m → n < m := le_of_succ_le
theorem lt_of_add_one_lt {n m : Nat} : n + 1 < m → n < m := le_of_succ_le
theorem succ_lt_succ {n m : Nat} : n < m → succ n < succ m := succ_le_succ
theorem lt_of_succ_lt_succ {n m : Nat} : succ n < succ m → n < m := le_of_succ_le_succ
theorem succ_le_succ_iff {n m : Nat} : succ n ≤ succ m ↔ n ≤ m := ⟨le_of_succ_le_succ, succ_le_succ⟩
theorem succ_lt_succ_iff {n m : Nat} : succ n < succ m ↔ n < m := succ_le_succ_iff
theorem lt_succ_of_lt {n m : Nat} (h : n < m) : n < succ m := le_step h
theorem lt_add_one_of_lt {n m : Nat} (h : n < m) : n < m + 1 := le_step h
theorem succ_inj' {m n : Nat} : succ m = succ n ↔ m = n := ⟨congrArg pred, congrArg succ⟩
theorem succ_inj {a b : Nat} : succ a = succ b ↔ a = b := succ_inj'
theorem succ_ne_succ {m n : Nat} : succ m ≠ succ n ↔ m ≠ n := not_congr succ_inj
theorem succ_ne_self (n : Nat) : succ n ≠ n := Nat.ne_of_gt (lt_succ_self n)
theorem add_one_ne_self (n : Nat) : n + 1 ≠ n := succ_ne_self n
theorem exists_eq_succ_of_ne_zero {n : Nat} (h : n ≠ 0) : ∃ k, n = succ k := by
  cases n with
  | zero => exact (h rfl).elim
  | succ k => exact ⟨k, rfl⟩
theorem exists_eq_add_one_of_ne_zero {n : Nat} (h : n ≠ 0) : ∃ k, n = k + 1 :=
  exists_eq_succ_of_ne_zero h
attribute [simp] Nat.not_le Nat.not_lt Nat.zero_le Nat.succ_ne_zero Nat.add_one_ne_zero Nat.zero_ne_add_one

/-! ## Addition and order -/

@[simp] theorem le_add_right (n k : Nat) : n ≤ n + k := by
  induction k with
  | zero => exact Nat.le_refl n
  | succ k ih => exact le_step ih
@[simp] theorem le_add_left (n m : Nat) : n ≤ m + n := Nat.add_comm n m ▸ le_add_right n m
theorem le_add_right_of_le {n m k : Nat} (h : n ≤ m) : n ≤ m + k :=
  Nat.le_trans h (le_add_right m k)
theorem le_add_left_of_le {n m k : Nat} (h : n ≤ m) : n ≤ k + m := Nat.le_trans h (le_add_left m k)
theorem le.intro {n m k : Nat} (h : n + k = m) : n ≤ m := h ▸ le_add_right n k
theorem le.dest {n m : Nat} (h : n ≤ m) : ∃ k, n + k = m := by
  induction h with
  | refl => exact ⟨0, rfl⟩
  | step _ ih =>
    obtain ⟨k, e⟩ := ih
    exact ⟨k + 1, congrArg succ e⟩
protected theorem add_le_add_left {n m : Nat} (h : n ≤ m) (k : Nat) : k + n ≤ k + m := by
  induction k with
  | zero => rwa [Nat.zero_add, Nat.zero_add]
  | succ k ih => rw [Nat.add_right_comm k 1 n, Nat.add_right_comm k 1 m]; exact succ_le_succ ih
protected theorem add_le_add_right {n m : Nat} (h : n ≤ m) (k : Nat) : n + k ≤ m + k := by
  rw [Nat.add_comm n, Nat.add_comm m]
  exact Nat.add_le_add_left h k
protected theorem add_le_add {a b c d : Nat} (h₁ : a ≤ b) (h₂ : c ≤ d) : a + c ≤ b + d :=
  Nat.le_trans (Nat.add_le_add_right h₁ c) (Nat.add_le_add_left h₂ b)
protected theorem add_lt_add_left {n m : Nat} (h : n < m) (k : Nat) : k + n < k + m :=
  Nat.add_le_add_left (n := n + 1) h k
protected theorem add_lt_add_right {n m : Nat} (h : n < m) (k : Nat) : n + k < m + k := by
  rw [Nat.add_comm n, Nat.add_comm m]
  exact Nat.add_lt_add_left h k
protected theorem add_lt_add {a b c d : Nat} (h₁ : a < b) (h₂ : c < d) : a + c < b + d :=
  Nat.lt_trans (Nat.add_lt_add_right h₁ c) (Nat.add_lt_add_left h₂ b)
protected theorem add_lt_add_of_le_of_lt {a b c d : Nat} (h₁ : a ≤ b) (h₂ : c < d) :
    a + c < b + d := Nat.lt_of_le_of_lt (Nat.add_le_add_right h₁ c) (Nat.add_lt_add_left h₂ b)
protected theorem add_lt_add_of_lt_of_le {a b c d : Nat} (h₁ : a < b) (h₂ : c ≤ d) :
    a + c < b + d := Nat.lt_of_lt_of_le (Nat.add_lt_add_right h₁ c) (Nat.add_le_add_left h₂ b)
protected theorem le_of_add_le_add_left {a b c : Nat} (h : a + b ≤ a + c) : b ≤ c := by
  induction a with
  | zero => rwa [Nat.zero_add, Nat.zero_add] at h
  | succ a ih =>
    rw [Nat.add_right_comm a 1 b, Nat.add_right_comm a 1 c] at h
    exact ih (le_of_succ_le_succ h)
protected theorem le_of_add_le_add_right {a b c : Nat} (h : a + b ≤ c + b) : a ≤ c := by
  rw [Nat.add_comm a, Nat.add_comm c] at h
  exact Nat.le_of_add_le_add_left h
protected theorem lt_of_add_lt_add_left {n k m : Nat} (h : n + k < n + m) : k < m :=
  Nat.le_of_add_le_add_left (a := n) (b := k + 1) h
protected theorem lt_of_add_lt_add_right {n k m : Nat} (h : k + n < m + n) : k < m := by
  rw [Nat.add_comm k, Nat.add_comm m] at h
  exact Nat.lt_of_add_lt_add_left h
@[simp] protected theorem add_le_add_iff_left {m k n : Nat} : n + m ≤ n + k ↔ m ≤ k :=
  ⟨Nat.le_of_add_le_add_left, fun h => Nat.add_le_add_left h n⟩
@[simp] protected theorem add_le_add_iff_right {m k n : Nat} : m + n ≤ k + n ↔ m ≤ k :=
  ⟨Nat.le_of_add_le_add_right, fun h => Nat.add_le_add_right h n⟩
@[simp] protected theorem add_lt_add_iff_left {m k n : Nat} : n + m < n + k ↔ m < k :=
  ⟨Nat.lt_of_add_lt_add_left, fun h => Nat.add_lt_add_left h n⟩
@[simp] protected theorem add_lt_add_iff_right {m k n : Nat} : m + n < k + n ↔ m < k :=
  ⟨Nat.lt_of_add_lt_add_right, fun h => Nat.add_lt_add_right h n⟩
@[simp] protected theorem add_left_cancel_iff {m k n : Nat} : n + m = n + k ↔ m = k :=
  ⟨Nat.add_left_cancel, fun h => h ▸ rfl⟩
@[simp] protected theorem add_right_cancel_iff {m k n : Nat} : m + n = k + n ↔ m = k :=
  ⟨Nat.add_right_cancel, fun h => h ▸ rfl⟩
theorem add_left_inj {m k n : Nat} : m + n = k + n ↔ m = k := Nat.add_right_cancel_iff
theorem add_right_inj {m k n : Nat} : n + m = n + k ↔ m = k := Nat.add_left_cancel_iff
@[simp] protected theorem add_eq_left {a b : Nat} : a + b = a ↔ b = 0 :=
  Nat.add_left_cancel_iff (k := 0)
@[simp] protected theorem add_eq_right {a b : Nat} : a + b = b ↔ a = 0 := by
  rw [Nat.add_comm, Nat.add_eq_left]
protected theorem lt_add_left {a b : Nat} (c : Nat) (h : a < b) : a < c + b :=
  Nat.lt_of_lt_of_le h (le_add_left b c)
protected theorem lt_add_right {a b : Nat} (c : Nat) (h : a < b) : a < b + c :=
  Nat.lt_of_lt_of_le h (le_add_right b c)
protected theorem lt_add_of_pos_right {k n : Nat} (h : 0 < k) : n < n + k :=
  Nat.add_lt_add_left h n
protected theorem lt_add_of_pos_left {k n : Nat} (h : 0 < k) : n < k + n := by
  rw [Nat.add_comm]; exact Nat.lt_add_of_pos_right h
protected theorem lt_add_right_iff_pos {n k : Nat} : n < n + k ↔ 0 < k :=
  Nat.add_lt_add_iff_left (m := 0)
theorem lt_add_left_iff_pos {n k : Nat} : n < k + n ↔ 0 < k := by
  rw [Nat.add_comm, Nat.lt_add_right_iff_pos]
attribute [simp] Nat.lt_add_right_iff_pos Nat.lt_add_left_iff_pos
protected theorem pos_of_lt_add_right {n k : Nat} (h : n < n + k) : 0 < k :=
  Nat.lt_add_right_iff_pos.mp h
protected theorem eq_zero_of_add_eq_zero {n m : Nat} (h : n + m = 0) : n = 0 ∧ m = 0 :=
  ⟨eq_zero_of_le_zero (h ▸ le_add_right n m), eq_zero_of_le_zero (h ▸ le_add_left m n)⟩
protected theorem eq_zero_of_add_eq_zero_right {n m : Nat} (h : n + m = 0) : n = 0 :=
  (Nat.eq_zero_of_add_eq_zero h).left
protected theorem eq_zero_of_add_eq_zero_left {n m : Nat} (h : n + m = 0) : m = 0 :=
  (Nat.eq_zero_of_add_eq_zero h).right
@[simp] protected theorem add_eq_zero_iff {n m : Nat} : n + m = 0 ↔ n = 0 ∧ m = 0 :=
  ⟨Nat.eq_zero_of_add_eq_zero, fun ⟨h₁, h₂⟩ => h₁ ▸ h₂ ▸ rfl⟩
protected theorem add_pos_left {m : Nat} (h : 0 < m) (n : Nat) : 0 < m + n :=
  Nat.lt_of_lt_of_le h (le_add_right m n)
protected theorem add_pos_right {n : Nat} (m : Nat) (h : 0 < n) : 0 < m + n :=
  Nat.lt_of_lt_of_le h (le_add_left n m)
protected theorem add_pos_iff_pos_or_pos {m n : Nat} : 0 < m + n ↔ 0 < m ∨ 0 < n :=
  ⟨fun h => (eq_zero_or_pos m).elim (fun e => .inr (by rwa [e, Nat.zero_add] at h)) .inl,
   fun h => h.elim (fun h => Nat.add_pos_left h n) (Nat.add_pos_right m)⟩
theorem le_of_add_right_le {n m k : Nat} (h : n + k ≤ m) : n ≤ m :=
  Nat.le_trans (le_add_right n k) h
theorem le_of_add_left_le {n m k : Nat} (h : k + n ≤ m) : n ≤ m := Nat.le_trans (le_add_left n k) h
theorem lt_of_add_right_lt {n m k : Nat} (h : n + k < m) : n < m :=
  Nat.lt_of_le_of_lt (le_add_right n k) h
protected theorem add_add_add_comm (a b c d : Nat) : (a + b) + (c + d) = (a + c) + (b + d) := by
  rw [Nat.add_assoc, Nat.add_assoc, Nat.add_left_comm b]

/-! ## Multiplication and order -/

protected theorem mul_le_mul_left {m n : Nat} (k : Nat) (h : m ≤ n) : k * m ≤ k * n := by
  obtain ⟨d, rfl⟩ := le.dest h
  rw [Nat.mul_add]
  exact le_add_right _ _
protected theorem mul_le_mul_right {m n : Nat} (k : Nat) (h : m ≤ n) : m * k ≤ n * k := by
  rw [Nat.mul_comm m, Nat.mul_comm n]
  exact Nat.mul_le_mul_left k h
protected theorem mul_le_mul {p q m n : Nat} (h₁ : p ≤ m) (h₂ : q ≤ n) : p * q ≤ m * n :=
  Nat.le_trans (Nat.mul_le_mul_right q h₁) (Nat.mul_le_mul_left m h₂)
protected theorem mul_pos {m n : Nat} : 0 < m → 0 < n → 0 < m * n := by
  intro hm hn
  exact Nat.lt_of_lt_of_le hn (by simpa using Nat.mul_le_mul_right n (succ_le_of_lt hm))
protected theorem mul_lt_mul_of_pos_left {n m k : Nat} (h : n < m) (hk : k > 0) :
    k * n < k * m := by
  have step : k * n + k ≤ k * m := Nat.mul_le_mul_left k (succ_le_of_lt h)
  exact Nat.lt_of_lt_of_le (Nat.lt_add_of_pos_right hk) step
protected theorem mul_lt_mul_of_pos_right {n m k : Nat} (h : n < m) (hk : k > 0) :
    n * k < m * k := by
  rw [Nat.mul_comm n, Nat.mul_comm m]
  exact Nat.mul_lt_mul_of_pos_left h hk
protected theorem mul_lt_mul_of_lt_of_le {a b c d : Nat} (hac : a < c) (hbd : b ≤ d) (hd : 0 < d) :
    a * b < c * d :=
  Nat.lt_of_le_of_lt (Nat.mul_le_mul_left a hbd) (Nat.mul_lt_mul_of_pos_right hac hd)
protected theorem mul_lt_mul_of_le_of_lt {a b c d : Nat} (hac : a ≤ c) (hbd : b < d) (hc : 0 < c) :
    a * b < c * d :=
  Nat.lt_of_le_of_lt (Nat.mul_le_mul_right b hac) (Nat.mul_lt_mul_of_pos_left hbd hc)
protected theorem le_of_mul_le_mul_left {a b c : Nat} (h : c * a ≤ c * b) (hc : 0 < c) : a ≤ b :=
  Nat.not_lt.mp fun h' => Nat.not_le_of_gt (Nat.mul_lt_mul_of_pos_left h' hc) h
protected theorem le_of_mul_le_mul_right {a b c : Nat} (h : a * c ≤ b * c) (hc : 0 < c) :
    a ≤ b := by
  rw [Nat.mul_comm a, Nat.mul_comm b] at h
  exact Nat.le_of_mul_le_mul_left h hc
protected theorem lt_of_mul_lt_mul_left {a b c : Nat} (h : a * b < a * c) : b < c :=
  Nat.not_le.mp fun h' => Nat.not_le_of_gt h (Nat.mul_le_mul_left a h')
protected theorem lt_of_mul_lt_mul_right {a b c : Nat} (h : b * a < c * a) : b < c :=
  Nat.not_le.mp fun h' => Nat.not_le_of_gt h (Nat.mul_le_mul_right a h')
protected theorem eq_of_mul_eq_mul_left {n m k : Nat} (hn : 0 < n) (h : n * m = n * k) : m = k :=
  Nat.le_antisymm (Nat.le_of_mul_le_mul_left (Nat.le_of_eq h) hn)
    (Nat.le_of_mul_le_mul_left (Nat.le_of_eq h.symm) hn)
protected theorem eq_of_mul_eq_mul_right {n m k : Nat} (hm : 0 < m) (h : n * m = k * m) : n = k := by
  rw [Nat.mul_comm n, Nat.mul_comm k] at h
  exact Nat.eq_of_mul_eq_mul_left hm h
protected theorem mul_eq_zero : ∀ {m n : Nat}, n * m = 0 ↔ n = 0 ∨ m = 0
  | m, n => ⟨fun h => (eq_zero_or_pos n).imp id fun hn => (eq_zero_or_pos m).elim id fun hm =>
      absurd (Nat.mul_pos hn hm) (h ▸ Nat.lt_irrefl 0),
    fun h => h.elim (fun e => e ▸ Nat.zero_mul m) (fun e => e ▸ Nat.mul_zero n)⟩
attribute [simp] Nat.mul_eq_zero
protected theorem mul_ne_zero {n m : Nat} (hn : n ≠ 0) (hm : m ≠ 0) : n * m ≠ 0 :=
  fun h => (Nat.mul_eq_zero.mp h).elim hn hm
protected theorem mul_ne_zero_iff {n m : Nat} : n * m ≠ 0 ↔ n ≠ 0 ∧ m ≠ 0 :=
  (not_congr Nat.mul_eq_zero).trans not_or
protected theorem pos_of_mul_pos {n m : Nat} (h : 0 < n * m) : 0 < n :=
  Nat.pos_of_ne_zero fun e => Nat.lt_irrefl 0 (by rw [e, Nat.zero_mul] at h; exact h)
protected theorem two_mul (n : Nat) : 2 * n = n + n := by
  rw [add_one_mul 1, Nat.one_mul]
protected theorem mul_two (n : Nat) : n * 2 = n + n := by rw [Nat.mul_comm, Nat.two_mul]
protected theorem le_mul_of_pos_left {n : Nat} (m : Nat) (h : 0 < n) : m ≤ n * m := by
  simpa using Nat.mul_le_mul_right m (succ_le_of_lt h)
protected theorem le_mul_of_pos_right {n : Nat} (m : Nat) (h : 0 < n) : m ≤ m * n := by
  simpa using Nat.mul_le_mul_left m (succ_le_of_lt h)
theorem mul_self_le_mul_self {m n : Nat} (h : m ≤ n) : m * m ≤ n * n := Nat.mul_le_mul h h
theorem mul_self_lt_mul_self {m n : Nat} (h : m < n) : m * m < n * n :=
  Nat.mul_lt_mul_of_lt_of_le h (Nat.le_of_lt h) (pos_of_lt h)
theorem mul_self_le_mul_self_iff {m n : Nat} : m * m ≤ n * n ↔ m ≤ n :=
  ⟨fun h => Nat.not_lt.mp fun h' => Nat.not_le_of_gt (mul_self_lt_mul_self h') h,
   mul_self_le_mul_self⟩
protected theorem mul_le_mul_left_iff {a b c : Nat} (ha : 0 < a) : a * b ≤ a * c ↔ b ≤ c :=
  ⟨fun h => Nat.le_of_mul_le_mul_left h ha, Nat.mul_le_mul_left a⟩
protected theorem mul_le_mul_right_iff {a b c : Nat} (ha : 0 < a) : b * a ≤ c * a ↔ b ≤ c :=
  ⟨fun h => Nat.le_of_mul_le_mul_right h ha, Nat.mul_le_mul_right a⟩
protected theorem mul_lt_mul_left {a b c : Nat} (a0 : 0 < a) : a * b < a * c ↔ b < c :=
  ⟨Nat.lt_of_mul_lt_mul_left, fun h => Nat.mul_lt_mul_of_pos_left h a0⟩
protected theorem mul_lt_mul_right {a b c : Nat} (a0 : 0 < a) : b * a < c * a ↔ b < c :=
  ⟨Nat.lt_of_mul_lt_mul_right, fun h => Nat.mul_lt_mul_of_pos_right h a0⟩
protected theorem mul_left_cancel {n m k : Nat} (np : 0 < n) (h : n * m = n * k) : m = k :=
  Nat.eq_of_mul_eq_mul_left np h
protected theorem mul_right_cancel {n m k : Nat} (mp : 0 < m) (h : n * m = k * m) : n = k :=
  Nat.eq_of_mul_eq_mul_right mp h
protected theorem mul_left_cancel_iff {n : Nat} (p : 0 < n) {m k : Nat} :
    n * m = n * k ↔ m = k := ⟨Nat.mul_left_cancel p, fun h => h ▸ rfl⟩
protected theorem mul_right_cancel_iff {m : Nat} (p : 0 < m) {n k : Nat} :
    n * m = k * m ↔ n = k := ⟨Nat.mul_right_cancel p, fun h => h ▸ rfl⟩
protected theorem mul_mul_mul_comm (a b c d : Nat) : (a * b) * (c * d) = (a * c) * (b * d) := by
  rw [Nat.mul_assoc, Nat.mul_assoc, Nat.mul_left_comm b]

/-! ## Powers -/

protected theorem pow_succ' {m n : Nat} : m ^ (n + 1) = m * m ^ n := by
  rw [Nat.pow_succ, Nat.mul_comm]
theorem pow_add_one {b n : Nat} : b ^ (n + 1) = b ^ n * b := rfl
@[simp] protected theorem pow_one (a : Nat) : a ^ 1 = a := Nat.one_mul a
protected theorem pow_two (a : Nat) : a ^ 2 = a * a := by rw [Nat.pow_succ, Nat.pow_one]
@[simp] protected theorem one_pow (n : Nat) : 1 ^ n = 1 := by
  induction n with
  | zero => rfl
  | succ n ih => rw [Nat.pow_succ, ih]
protected theorem zero_pow {n : Nat} (H : 0 < n) : 0 ^ n = 0 := by
  obtain ⟨k, rfl⟩ := exists_eq_succ_of_ne_zero (ne_zero_of_lt H)
  exact Nat.mul_zero (0 ^ k)
protected theorem pow_add (a m n : Nat) : a ^ (m + n) = a ^ m * a ^ n := by
  induction n with
  | zero => exact (Nat.mul_one _).symm
  | succ n ih => rw [← Nat.add_assoc, Nat.pow_succ, Nat.pow_succ, ih, Nat.mul_assoc]
protected theorem pow_mul (a m n : Nat) : a ^ (m * n) = (a ^ m) ^ n := by
  induction n with
  | zero => rfl
  | succ n ih => rw [Nat.mul_add_one, Nat.pow_add, ih, Nat.pow_succ]
protected theorem mul_pow (a b n : Nat) : (a * b) ^ n = a ^ n * b ^ n := by
  induction n with
  | zero => rfl
  | succ n ih => rw [Nat.pow_succ, Nat.pow_succ, Nat.pow_succ, ih, Nat.mul_mul_mul_comm]
protected theorem pow_le_pow_left {m n : Nat} (h : m ≤ n) (i : Nat) : m ^ i ≤ n ^ i := by
  induction i with
  | zero => exact Nat.le_refl _
  | succ i ih => exact Nat.mul_le_mul ih h
protected theorem pow_pos {p : Nat} (hp : 0 < p) {n : Nat} : 0 < p ^ n := by
  induction n with
  | zero => exact zero_lt_one
  | succ n ih => exact Nat.mul_pos ih hp
theorem pos_pow_of_pos {b : Nat} (n : Nat) (h : 0 < b) : 0 < b ^ n := Nat.pow_pos h
protected theorem two_pow_pos (w : Nat) : 0 < 2 ^ w := Nat.pow_pos Nat.two_pos
protected theorem pow_le_pow_right {n m : Nat} {b : Nat} (hb : b > 0) (h : n ≤ m) :
    b ^ n ≤ b ^ m := by
  obtain ⟨d, rfl⟩ := le.dest h
  rw [Nat.pow_add]
  exact Nat.le_mul_of_pos_right _ (Nat.pow_pos hb)
end Nat
