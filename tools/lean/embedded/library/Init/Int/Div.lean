/-
Division of integers with a remainder that is never negative.
-/
prelude
import Init.Int.Order

set_option linter.unusedVariables false
namespace Int

/-- The remainder nearest to zero: between `-m / 2` and `m / 2`. -/
def bmod (x : Int) (m : Nat) : Int :=
  let r := x % m
  if r < (m + 1) / 2 then r else r - m

theorem ediv_spec (a : Int) {k : Int} (h : 0 < k) : k * (a / k) ≤ a ∧ a < k * (a / k) + k := by
  obtain ⟨n, rfl⟩ := eq_ofNat_of_zero_le (Int.le_of_lt h)
  have hn : 0 < n := ofNat_lt.mp h
  obtain ⟨n, rfl⟩ := Nat.exists_eq_succ_of_ne_zero (Nat.ne_zero_of_lt hn)
  cases a with
  | ofNat m =>
    have h₁ : (n + 1) * (m / (n + 1)) ≤ m := Nat.mul_div_le m (n + 1)
    have h₂ : m < (n + 1) * (m / (n + 1)) + (n + 1) := Nat.lt_mul_div_succ m hn
    exact ⟨ofNat_le.mpr h₁, ofNat_lt.mpr h₂⟩
  | negSucc m =>
    have h₁ : (n + 1) * (m / (n + 1)) ≤ m := Nat.mul_div_le m (n + 1)
    have h₂ : m < (n + 1) * (m / (n + 1) + 1) := Nat.lt_mul_div_succ m hn
    have e : ((n + 1 : Nat) : Int) * negSucc (m / (n + 1)) =
        subNatNat 0 ((n + 1) * (m / (n + 1) + 1)) :=
      negOfNat_eq ((n + 1) * (m / (n + 1) + 1))
    show ((n + 1 : Nat) : Int) * negSucc (m / (n + 1)) ≤ negSucc m ∧
      negSucc m < ((n + 1 : Nat) : Int) * negSucc (m / (n + 1)) + ((n + 1 : Nat) : Int)
    rw [e, negSucc_eq_subNatNat, ofNat_eq_subNatNat, subNatNat_add_subNatNat,
      subNatNat_le_subNatNat, subNatNat_lt_subNatNat, Nat.zero_add, Nat.zero_add, Nat.zero_add,
      Nat.zero_add, Nat.add_zero]
    refine ⟨h₂, ?_⟩
    rw [Nat.add_zero, Nat.mul_add_one, Nat.add_comm]
    exact Nat.add_lt_add_left (Nat.lt_succ_of_le h₁) (n + 1)
theorem mul_ediv_self_le_of_pos {x k : Int} (h : 0 < k) : k * (x / k) ≤ x := (ediv_spec x h).1
theorem lt_mul_ediv_self_add {x k : Int} (h : 0 < k) : x < k * (x / k) + k := (ediv_spec x h).2
@[simp] protected theorem ediv_zero : ∀ (a : Int), a / 0 = 0
  | .ofNat m => rfl
  | .negSucc _ => rfl
@[simp] protected theorem ediv_neg (a b : Int) : a / (-b) = -(a / b) := by
  cases a with
  | ofNat m =>
    cases b with
    | ofNat n => cases n <;> rfl
    | negSucc n =>
      show ofNat (m / (n + 1)) = -(-ofNat (m / (n + 1)))
      rw [Int.neg_neg]
  | negSucc m =>
    cases b with
    | ofNat n => cases n <;> rfl
    | negSucc n => rfl
theorem mul_ediv_self_le {x k : Int} (h : k ≠ 0) : k * (x / k) ≤ x := by
  cases Int.lt_or_gt_of_ne h with
  | inr h => exact mul_ediv_self_le_of_pos h
  | inl h =>
    have e : k * (x / k) = -k * (x / -k) := by rw [Int.ediv_neg, Int.neg_mul_neg]
    rw [e]
    exact mul_ediv_self_le_of_pos (Int.neg_pos_of_neg h)

theorem emod_def (a b : Int) : a % b = a - b * (a / b) := by
  cases a with
  | ofNat m =>
    have main : ∀ n : Nat, ofNat (m % n) = ofNat m - ofNat (n * (m / n)) := fun n => by
      rw [← subNatNat_zero, ← subNatNat_zero m, ← subNatNat_zero (n * (m / n)),
        subNatNat_sub_subNatNat, subNatNat_eq_iff, Nat.add_zero, Nat.zero_add, Nat.mod_add_div]
    cases b with
    | ofNat n => exact main n
    | negSucc n =>
      have e : negSucc n * -ofNat (m / (n + 1)) = ofNat ((n + 1) * (m / (n + 1))) :=
        negOfNat_mul_negOfNat (n + 1) (m / (n + 1))
      show ofNat (m % (n + 1)) = ofNat m - negSucc n * -ofNat (m / (n + 1))
      rw [e]
      exact main (n + 1)
  | negSucc m =>
    have main : ∀ n : Nat, subNatNat (n + 1) (m % (n + 1) + 1) =
        negSucc m - negOfNat ((n + 1) * (m / (n + 1) + 1)) := fun n => by
      rw [negOfNat_eq, negSucc_eq_subNatNat, subNatNat_sub_subNatNat, subNatNat_eq_iff,
        Nat.zero_add, Nat.add_zero, Nat.mul_add_one, Nat.add_comm (_ * _), Nat.add_assoc (n + 1),
        ← Nat.add_assoc (_ * _), Nat.div_add_mod]
    cases b with
    | ofNat n =>
      cases n with
      | zero => show subNatNat 0 (m % 0 + 1) = negSucc m - 0; rw [Nat.mod_zero, zero_subNatNat]; rfl
      | succ n => exact main n
    | negSucc n => exact main n
theorem emod_add_mul_ediv (a b : Int) : a % b + b * (a / b) = a := by
  rw [emod_def, Int.sub_add_cancel]
theorem mul_ediv_add_emod (a b : Int) : b * (a / b) + a % b = a := by
  rw [Int.add_comm, emod_add_mul_ediv]
theorem emod_nonneg (a : Int) {b : Int} (h : b ≠ 0) : 0 ≤ a % b := by
  rw [emod_def]; exact Int.sub_nonneg_of_le (mul_ediv_self_le h)
theorem emod_lt_of_pos (a : Int) {b : Int} (H : 0 < b) : a % b < b := by
  have h := Int.add_le_add_right (lt_mul_ediv_self_add (x := a) H) (-(b * (a / b)))
  rw [Int.add_right_comm a] at h
  rw [Int.add_comm (b * (a / b)) b, Int.add_neg_cancel_right] at h
  rw [emod_def]; exact h
theorem le_ediv_iff_mul_le {k x y : Int} (h : 0 < k) : x ≤ y / k ↔ k * x ≤ y :=
  ⟨fun h' => Int.le_trans (Int.mul_le_mul_of_nonneg_left h' (Int.le_of_lt h))
      (mul_ediv_self_le_of_pos h),
   fun h' => by
    refine Int.not_lt.mp fun hlt => ?_
    have h₁ := Int.mul_le_mul_of_nonneg_left (add_one_le_of_lt hlt) (Int.le_of_lt h)
    rw [Int.mul_add, Int.mul_one] at h₁
    exact Int.lt_irrefl y (Int.lt_of_lt_of_le (lt_mul_ediv_self_add h) (Int.le_trans h₁ h'))⟩
theorem mul_ediv_cancel_left (b : Int) {a : Int} (h : 0 < a) : a * b / a = b := by
  apply Int.le_antisymm
  · refine Int.not_lt.mp fun h' => ?_
    have h₁ := Int.mul_lt_mul_of_pos_left h' h
    exact Int.lt_irrefl _ (Int.lt_of_lt_of_le h₁ (mul_ediv_self_le_of_pos h))
  · exact (le_ediv_iff_mul_le h).mpr (Int.le_refl _)
theorem mul_ediv_cancel_of_ne_zero (b : Int) {a : Int} (h : a ≠ 0) : a * b / a = b := by
  cases Int.lt_or_gt_of_ne h with
  | inr h => exact mul_ediv_cancel_left b h
  | inl h =>
    have e := mul_ediv_cancel_left (-b) (a := -a) (Int.neg_pos_of_neg h)
    rw [Int.neg_mul_neg, Int.ediv_neg] at e
    rw [← Int.neg_neg (a * b / a), e, Int.neg_neg]
theorem emod_eq_zero_of_dvd {a b : Int} : a ∣ b → b % a = 0
  | ⟨c, e⟩ => by
    by_cases h : a = 0
    · subst h; rw [e, Int.zero_mul]; rfl
    · rw [emod_def, e, mul_ediv_cancel_of_ne_zero c h, Int.sub_self]
theorem dvd_of_emod_eq_zero {a b : Int} (h : b % a = 0) : a ∣ b :=
  ⟨b / a, by have e := mul_ediv_add_emod b a; rw [h, Int.add_zero] at e; exact e.symm⟩
theorem emod_pos_of_not_dvd {a b : Int} (h : ¬a ∣ b) : a = 0 ∨ 0 < b % a := by
  by_cases h' : a = 0
  · exact .inl h'
  · exact .inr (Int.lt_of_le_of_ne (emod_nonneg b h') fun e => h (dvd_of_emod_eq_zero e.symm))
end Int
