/-
The order of the integers.
-/
prelude
import Init.Int.Ring

set_option linter.unusedVariables false
namespace Int

theorem subNatNat_le_subNatNat {a b c d : Nat} :
    subNatNat a b ≤ subNatNat c d ↔ a + d ≤ c + b := by
  show NonNeg (subNatNat c d - subNatNat a b) ↔ _
  rw [subNatNat_sub_subNatNat]
  constructor
  · intro h
    rw [Nat.add_comm a d]
    refine Nat.not_lt.mp fun h' => ?_
    rw [subNatNat_of_lt h'] at h
    cases h
  · intro h
    rw [Nat.add_comm a d] at h
    rw [subNatNat_of_le h]
    exact .mk _
theorem subNatNat_lt_subNatNat {a b c d : Nat} :
    subNatNat a b < subNatNat c d ↔ a + d < c + b := by
  show subNatNat a b + 1 ≤ _ ↔ _
  have e : subNatNat a b + 1 = subNatNat (a + 1) b := subNatNat_add_subNatNat a b 1 0
  rw [e, subNatNat_le_subNatNat, Nat.add_right_comm]
  exact Iff.rfl
@[simp] theorem ofNat_le {m n : Nat} : (m : Int) ≤ n ↔ m ≤ n := by
  rw [ofNat_eq_subNatNat, ofNat_eq_subNatNat, subNatNat_le_subNatNat]
  exact Iff.rfl
@[simp] theorem ofNat_lt {n m : Nat} : (n : Int) < m ↔ n < m := by
  rw [ofNat_eq_subNatNat, ofNat_eq_subNatNat, subNatNat_lt_subNatNat]
  exact Iff.rfl
theorem ofNat_nonneg (n : Nat) : 0 ≤ (n : Int) := ofNat_le.mpr (Nat.zero_le n)
theorem natCast_nonneg (n : Nat) : 0 ≤ (n : Int) := ofNat_nonneg n
theorem eq_ofNat_of_zero_le {a : Int} (h : 0 ≤ a) : ∃ n : Nat, a = n := by
  cases a with
  | ofNat n => exact ⟨n, rfl⟩
  | negSucc n => cases h
theorem lt_iff_add_one_le {a b : Int} : a < b ↔ a + 1 ≤ b := Iff.rfl
theorem add_one_le_of_lt {a b : Int} (H : a < b) : a + 1 ≤ b := H
theorem lt_of_add_one_le {a b : Int} (H : a + 1 ≤ b) : a < b := H

section
variable {a b c d : Int}

@[simp, refl] protected theorem le_refl (a : Int) : a ≤ a := by
  obtain ⟨x, y, rfl⟩ := exists_subNatNat a
  exact subNatNat_le_subNatNat.mpr (Nat.le_refl _)
protected theorem le_trans (h₁ : a ≤ b) (h₂ : b ≤ c) : a ≤ c := by
  obtain ⟨x, y, rfl⟩ := exists_subNatNat a
  obtain ⟨z, w, rfl⟩ := exists_subNatNat b
  obtain ⟨u, v, rfl⟩ := exists_subNatNat c
  rw [subNatNat_le_subNatNat] at *
  refine Nat.le_of_add_le_add_right (b := z + w) ?_
  have h := Nat.add_le_add h₁ h₂
  have e₁ : x + v + (z + w) = x + w + (z + v) := by
    simp only [Nat.add_comm, Nat.add_left_comm]
  have e₂ : u + y + (z + w) = z + y + (u + w) := by
    simp only [Nat.add_comm, Nat.add_left_comm]
  rw [e₁, e₂]
  exact h
protected theorem le_antisymm (h₁ : a ≤ b) (h₂ : b ≤ a) : a = b := by
  obtain ⟨x, y, rfl⟩ := exists_subNatNat a
  obtain ⟨z, w, rfl⟩ := exists_subNatNat b
  rw [subNatNat_le_subNatNat] at *
  exact subNatNat_eq_iff.mpr (Nat.le_antisymm h₁ h₂)
protected theorem le_total (a b : Int) : a ≤ b ∨ b ≤ a := by
  obtain ⟨x, y, rfl⟩ := exists_subNatNat a
  obtain ⟨z, w, rfl⟩ := exists_subNatNat b
  rw [subNatNat_le_subNatNat, subNatNat_le_subNatNat]
  exact Nat.le_total _ _
@[simp] protected theorem not_le {a b : Int} : ¬a ≤ b ↔ b < a := by
  obtain ⟨x, y, rfl⟩ := exists_subNatNat a
  obtain ⟨z, w, rfl⟩ := exists_subNatNat b
  rw [subNatNat_le_subNatNat, subNatNat_lt_subNatNat, Nat.not_le]
@[simp] protected theorem not_lt {a b : Int} : ¬a < b ↔ b ≤ a := by
  obtain ⟨x, y, rfl⟩ := exists_subNatNat a
  obtain ⟨z, w, rfl⟩ := exists_subNatNat b
  rw [subNatNat_le_subNatNat, subNatNat_lt_subNatNat, Nat.not_lt]
@[simp] protected theorem lt_irrefl (a : Int) : ¬a < a := fun h => Int.not_le.mpr h (Int.le_refl a)
protected theorem le_of_lt (h : a < b) : a ≤ b := by
  obtain ⟨x, y, rfl⟩ := exists_subNatNat a
  obtain ⟨z, w, rfl⟩ := exists_subNatNat b
  rw [subNatNat_lt_subNatNat] at h
  exact subNatNat_le_subNatNat.mpr (Nat.le_of_lt h)
protected theorem le_of_eq (h : a = b) : a ≤ b := h ▸ Int.le_refl a
protected theorem lt_of_lt_of_le (h₁ : a < b) (h₂ : b ≤ c) : a < c := Int.le_trans (a := a + 1) h₁ h₂
protected theorem add_le_add_left {a b : Int} (h : a ≤ b) (c : Int) : c + a ≤ c + b := by
  obtain ⟨x, y, rfl⟩ := exists_subNatNat a
  obtain ⟨z, w, rfl⟩ := exists_subNatNat b
  obtain ⟨u, v, rfl⟩ := exists_subNatNat c
  rw [subNatNat_add_subNatNat, subNatNat_add_subNatNat, subNatNat_le_subNatNat]
  rw [subNatNat_le_subNatNat] at h
  have e := Nat.add_le_add_left h (u + v)
  have e₁ : u + v + (x + w) = u + x + (v + w) := by simp only [Nat.add_comm, Nat.add_left_comm]
  have e₂ : u + v + (z + y) = u + z + (v + y) := by simp only [Nat.add_comm, Nat.add_left_comm]
  rwa [e₁, e₂] at e
protected theorem add_le_add_right {a b : Int} (h : a ≤ b) (c : Int) : a + c ≤ b + c := by
  rw [Int.add_comm a, Int.add_comm b]; exact Int.add_le_add_left h c
protected theorem add_le_add (h₁ : a ≤ b) (h₂ : c ≤ d) : a + c ≤ b + d :=
  Int.le_trans (Int.add_le_add_right h₁ c) (Int.add_le_add_left h₂ b)
protected theorem lt_of_le_of_lt (h₁ : a ≤ b) (h₂ : b < c) : a < c :=
  Int.le_trans (Int.add_le_add_right h₁ 1) h₂
protected theorem lt_trans (h₁ : a < b) (h₂ : b < c) : a < c :=
  Int.lt_of_le_of_lt (Int.le_of_lt h₁) h₂
protected theorem lt_of_le_of_ne (h₁ : a ≤ b) (h₂ : a ≠ b) : a < b :=
  Int.not_le.mp fun h => h₂ (Int.le_antisymm h₁ h)
protected theorem ne_of_lt (h : a < b) : a ≠ b := fun e => Int.lt_irrefl b (e ▸ h)
protected theorem ne_of_gt (h : b < a) : a ≠ b := fun e => Int.lt_irrefl a (e ▸ h)
protected theorem lt_or_gt_of_ne (h : a ≠ b) : a < b ∨ b < a :=
  (Int.le_total a b).imp (fun h' => Int.lt_of_le_of_ne h' h) fun h' => Int.lt_of_le_of_ne h' h.symm
protected theorem le_of_sub_nonneg (h : 0 ≤ a - b) : b ≤ a := by
  have e := Int.add_le_add_right h b
  rwa [Int.zero_add, Int.sub_add_cancel] at e
protected theorem sub_nonneg_of_le (h : b ≤ a) : 0 ≤ a - b := by
  have e := Int.add_le_add_right h (-b)
  rwa [Int.add_right_neg] at e
protected theorem sub_nonneg : 0 ≤ a - b ↔ b ≤ a := ⟨Int.le_of_sub_nonneg, Int.sub_nonneg_of_le⟩
protected theorem neg_le_neg (h : a ≤ b) : -b ≤ -a := by
  obtain ⟨x, y, rfl⟩ := exists_subNatNat a
  obtain ⟨z, w, rfl⟩ := exists_subNatNat b
  rw [neg_subNatNat, neg_subNatNat, subNatNat_le_subNatNat]
  rw [subNatNat_le_subNatNat] at h
  rwa [Nat.add_comm w, Nat.add_comm y]
protected theorem neg_pos_of_neg (h : a < 0) : 0 < -a := by
  obtain ⟨x, y, rfl⟩ := exists_subNatNat a
  have h' := (subNatNat_lt_subNatNat (c := 0) (d := 0)).mp h
  rw [neg_subNatNat]
  refine (subNatNat_lt_subNatNat (a := 0) (b := 0)).mpr ?_
  rwa [Nat.zero_add, Nat.add_zero] at *
protected theorem mul_nonneg (ha : 0 ≤ a) (hb : 0 ≤ b) : 0 ≤ a * b := by
  obtain ⟨n, rfl⟩ := eq_ofNat_of_zero_le ha
  obtain ⟨m, rfl⟩ := eq_ofNat_of_zero_le hb
  exact ofNat_nonneg (n * m)
protected theorem mul_le_mul_of_nonneg_left (h : a ≤ b) (hc : 0 ≤ c) : c * a ≤ c * b := by
  refine Int.le_of_sub_nonneg ?_
  rw [← Int.mul_sub]
  exact Int.mul_nonneg hc (Int.sub_nonneg_of_le h)
protected theorem mul_pos (ha : 0 < a) (hb : 0 < b) : 0 < a * b := by
  obtain ⟨n, rfl⟩ := eq_ofNat_of_zero_le (Int.le_of_lt ha)
  obtain ⟨m, rfl⟩ := eq_ofNat_of_zero_le (Int.le_of_lt hb)
  have ha' : 0 < n := ofNat_lt.mp ha
  have hb' : 0 < m := ofNat_lt.mp hb
  exact ofNat_lt.mpr (Nat.mul_pos ha' hb')
protected theorem mul_lt_mul_of_pos_left (h : a < b) (hc : 0 < c) : c * a < c * b := by
  refine Int.not_le.mp fun h' => ?_
  have h₁ : 0 < b - a := by
    have e := Int.add_le_add_right (lt_iff_add_one_le.mp h) (-a)
    rw [Int.add_right_comm, Int.add_right_neg] at e
    exact e
  have h₂ := Int.mul_pos hc h₁
  rw [Int.mul_sub] at h₂
  refine Int.lt_irrefl 0 (Int.lt_of_lt_of_le h₂ ?_)
  have e := Int.add_le_add_right h' (-(c * a))
  rwa [Int.add_right_neg] at e
end
instance instTransLe : Trans (@LE.le Int _) (@LE.le Int _) (@LE.le Int _) := ⟨Int.le_trans⟩
instance instTransLt : Trans (@LT.lt Int _) (@LT.lt Int _) (@LT.lt Int _) := ⟨Int.lt_trans⟩
instance instTransLtLe : Trans (@LT.lt Int _) (@LE.le Int _) (@LT.lt Int _) := ⟨Int.lt_of_lt_of_le⟩
instance instTransLeLt : Trans (@LE.le Int _) (@LT.lt Int _) (@LT.lt Int _) := ⟨Int.lt_of_le_of_lt⟩

/-! ## Minimum, maximum, absolute value -/

protected theorem max_def (n m : Int) : max n m = if n ≤ m then m else n := rfl
protected theorem min_def (n m : Int) : min n m = if n ≤ m then n else m := rfl
protected theorem min_le_left (a b : Int) : min a b ≤ a := by
  rw [Int.min_def]
  split
  · exact Int.le_refl a
  · rename_i h; exact Int.le_of_lt (Int.not_le.mp h)
protected theorem min_le_right (a b : Int) : min a b ≤ b := by
  rw [Int.min_def]
  split
  · assumption
  · exact Int.le_refl b
protected theorem le_max_left (a b : Int) : a ≤ max a b := by
  rw [Int.max_def]
  split
  · assumption
  · exact Int.le_refl a
protected theorem le_max_right (a b : Int) : b ≤ max a b := by
  rw [Int.max_def]
  split
  · exact Int.le_refl b
  · rename_i h; exact Int.le_of_lt (Int.not_le.mp h)
theorem le_natAbs {a : Int} : a ≤ natAbs a := by
  cases a with
  | ofNat n => exact Int.le_refl _
  | negSucc n =>
    refine Int.le_trans (b := 0) ?_ (natCast_nonneg _)
    rw [negSucc_eq_subNatNat]
    exact subNatNat_le_subNatNat (c := 0) (d := 0) |>.mpr (Nat.zero_le _)
theorem toNat_eq_max (a : Int) : (toNat a : Int) = max a 0 := by
  cases a with
  | ofNat n =>
    rw [Int.max_def]
    split
    · rename_i h
      have : n = 0 := Nat.le_zero.mp (ofNat_le.mp h)
      subst this; rfl
    · rfl
  | negSucc n => rfl
end Int
