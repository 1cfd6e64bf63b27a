/-
The lemmas by which the `omega` tactic turns hypotheses into linear facts about integers.
-/
prelude
import Init.Omega.Constraint

set_option linter.unusedVariables false
universe u v

theorem Decidable.not_or_of_imp {a b : Prop} [Decidable a] (h : a → b) : ¬a ∨ b :=
  Decidable.imp_iff_not_or.mp h

namespace Lean.Omega

/-! ## Equations whose coefficients all exceed one: the balanced remainder -/

theorem dvd_bmod_sub (m : Nat) (x : Int) : (m : Int) ∣ Int.bmod x m - x := by
  have base : x % m - x = m * -(x / m) := by
    rw [Int.emod_def, Int.sub_eq_add_neg, Int.sub_eq_add_neg, Int.add_right_comm, Int.add_right_neg,
      Int.zero_add, Int.mul_neg]
  rw [Int.bmod]
  split
  · exact ⟨_, base⟩
  · refine ⟨-(x / m) + -1, ?_⟩
    rw [Int.mul_add, ← base, Int.mul_neg, Int.mul_one, Int.sub_eq_add_neg, Int.sub_eq_add_neg,
      Int.sub_eq_add_neg, Int.add_right_comm]

namespace Coeffs
abbrev bmod_dot_sub_dot_bmod (m : Nat) (a b : Coeffs) : Int :=
  Int.bmod (dot a b) m - dot (bmod a m) b
theorem dvd_dot_bmod_sub_dot (m : Nat) (xs ys : Coeffs) :
    (m : Int) ∣ dot (bmod xs m) ys - dot xs ys := by
  induction xs generalizing ys with
  | nil => exact ⟨0, rfl⟩
  | cons x xs ih =>
    cases ys with
    | nil => exact ⟨0, rfl⟩
    | cons y ys =>
      obtain ⟨c, hc⟩ := ih ys
      obtain ⟨d, hd⟩ := dvd_bmod_sub m x
      refine ⟨d * y + c, ?_⟩
      show Int.bmod x m * y + dot (bmod xs m) ys - (x * y + dot xs ys) = _
      rw [Int.mul_add, ← hc, ← Int.mul_assoc, ← hd, Int.sub_mul, Int.sub_eq_add_neg,
        Int.sub_eq_add_neg, Int.sub_eq_add_neg, Int.neg_add, Int.add_assoc, Int.add_assoc,
        Int.add_left_comm (dot (bmod xs m) ys)]
theorem dvd_bmod_dot_sub_dot_bmod (m : Nat) (xs ys : Coeffs) :
    (m : Int) ∣ bmod_dot_sub_dot_bmod m xs ys := by
  obtain ⟨c, hc⟩ := dvd_dot_bmod_sub_dot m xs ys
  obtain ⟨d, hd⟩ := dvd_bmod_sub m (dot xs ys)
  refine ⟨d + -c, ?_⟩
  show Int.bmod (dot xs ys) m - dot (bmod xs m) ys = _
  rw [Int.mul_add, ← hd, Int.mul_neg, ← hc, Int.neg_sub, Int.sub_eq_add_neg, Int.sub_eq_add_neg,
    Int.sub_eq_add_neg, Int.add_assoc, ← Int.add_assoc (-dot xs ys), Int.add_left_neg,
    Int.zero_add]
theorem dot_set_of_length_le (xs : Coeffs) (i : Nat) (a : Int) (v : Coeffs) (h : xs.length ≤ i) :
    dot (set xs i a) v = dot xs v + a * get v i := by
  induction xs generalizing i v with
  | nil => rw [dot_set_nil]; exact (Int.zero_add _).symm
  | cons x xs ih =>
    cases i with
    | zero => exact absurd h (_root_.Nat.not_succ_le_zero _)
    | succ i =>
      cases v with
      | nil => show (0 : Int) = 0 + a * 0; rw [Int.mul_zero]; rfl
      | cons y v =>
        show x * y + dot (set xs i a) v = x * y + dot xs v + a * get v i
        rw [ih i v (_root_.Nat.le_of_succ_le_succ h), Int.add_assoc]
theorem length_bmod (xs : Coeffs) (m : Nat) : (bmod xs m).length = xs.length := List.length_map _
end Coeffs

abbrev bmod_div_term (m : Nat) (a b : Coeffs) : Int := Coeffs.bmod_dot_sub_dot_bmod m a b / m
def bmod_coeffs (m : Nat) (i : Nat) (x : Coeffs) : Coeffs := Coeffs.set (Coeffs.bmod x m) i m
theorem bmod_sat (m : Nat) (r : Int) (i : Nat) (x v : Coeffs) (h : x.length ≤ i)
    (p : Coeffs.get v i = bmod_div_term m x v) (w : (Constraint.exact r).sat' x v) :
    (Constraint.exact (Int.bmod r m)).sat' (bmod_coeffs m i x) v := by
  have hr : Coeffs.dot x v = r := Int.le_antisymm (w.2 r rfl) (w.1 r rfl)
  have e : Coeffs.dot (bmod_coeffs m i x) v = Int.bmod r m := by
    rw [bmod_coeffs, Coeffs.dot_set_of_length_le _ i m v
      (by rw [show Coeffs.length (Coeffs.bmod x m) = x.length from Coeffs.length_bmod x m]; exact h),
      p, bmod_div_term]
    obtain ⟨c, hc⟩ := Coeffs.dvd_bmod_dot_sub_dot_bmod m x v
    have cancel : (m : Int) * (Coeffs.bmod_dot_sub_dot_bmod m x v / m) =
        Coeffs.bmod_dot_sub_dot_bmod m x v := by
      by_cases hm : (m : Int) = 0
      · rw [hc, hm, Int.zero_mul, Int.zero_mul]
      · rw [hc, Int.mul_ediv_cancel_of_ne_zero c hm]
    rw [cancel]
    show _ + (Int.bmod (Coeffs.dot x v) m - Coeffs.dot (Coeffs.bmod x m) v) = _
    rw [hr, Int.add_comm, Int.sub_add_cancel]
  constructor
  · intro z hz; cases hz; exact Int.le_of_eq e.symm
  · intro z hz; cases hz; exact Int.le_of_eq e

/-! ## Connectives -/

theorem and_not_not_of_not_or {p q : Prop} (h : ¬(p ∨ q)) : ¬p ∧ ¬q := not_or.mp h
theorem Decidable.or_not_not_of_not_and {p q : Prop} [Decidable p] [Decidable q]
    (h : ¬(p ∧ q)) : ¬p ∨ ¬q := _root_.Decidable.not_and_iff_or_not.mp h
theorem Decidable.and_or_not_and_not_of_iff {p q : Prop} [Decidable q] (h : p ↔ q) :
    (p ∧ q) ∨ (¬p ∧ ¬q) :=
  if hq : q then .inl ⟨h.mpr hq, hq⟩ else .inr ⟨fun hp => hq (h.mp hp), hq⟩
theorem Decidable.and_not_or_not_and_of_not_iff {a b : Prop} [Decidable a] [Decidable b]
    (h : ¬(a ↔ b)) : a ∧ ¬b ∨ ¬a ∧ b :=
  if ha : a then .inl ⟨ha, fun hb => h ⟨fun _ => hb, fun _ => ha⟩⟩
  else .inr ⟨ha, if hb : b then hb else absurd ⟨fun h => absurd h ha, fun h => absurd h hb⟩ h⟩
theorem Decidable.and_not_of_not_imp {a b : Prop} [Decidable a] (h : ¬(a → b)) : a ∧ ¬b :=
  _root_.Decidable.not_imp_iff_and_not.mp h
theorem ite_disjunction {α : Type u} {P : Prop} [Decidable P] {a b : α} :
    (P ∧ (if P then a else b) = a) ∨ (¬P ∧ (if P then a else b) = b) :=
  if h : P then .inl ⟨h, if_pos h⟩ else .inr ⟨h, if_neg h⟩

/-! ## Natural numbers and their casts -/

namespace Nat
theorem lt_of_gt {x y : _root_.Nat} (h : x > y) : y < x := h
theorem le_of_ge {x y : _root_.Nat} (h : x ≥ y) : y ≤ x := h
end Nat

namespace Int
theorem natCast_ofNat {x : _root_.Nat} :
    @_root_.Nat.cast _root_.Int instNatCastInt (no_index (OfNat.ofNat x)) = OfNat.ofNat x := rfl
theorem lt_of_not_le {x y : _root_.Int} (h : ¬x ≤ y) : y < x := _root_.Int.not_le.mp h
theorem le_of_not_lt {x y : _root_.Int} (h : ¬x < y) : y ≤ x := _root_.Int.not_lt.mp h
theorem lt_of_gt {x y : _root_.Int} (h : x > y) : y < x := h
theorem le_of_ge {x y : _root_.Int} (h : x ≥ y) : y ≤ x := h
theorem add_congr {a b c d : _root_.Int} (h₁ : a = b) (h₂ : c = d) : a + c = b + d := by
  rw [h₁, h₂]
theorem sub_congr {a b c d : _root_.Int} (h₁ : a = b) (h₂ : c = d) : a - c = b - d := by
  rw [h₁, h₂]
theorem mul_congr {a b c d : _root_.Int} (h₁ : a = b) (h₂ : c = d) : a * c = b * d := by
  rw [h₁, h₂]
theorem mul_congr_left {a b : _root_.Int} (h₁ : a = b) (c : _root_.Int) : a * c = b * c := by
  rw [h₁]
theorem neg_congr {a b : _root_.Int} (h₁ : a = b) : -a = -b := by rw [h₁]
theorem ofNat_congr {a b : _root_.Nat} (h : a = b) : (a : _root_.Int) = (b : _root_.Int) :=
  congrArg _ h
theorem ofNat_lt_of_lt {x y : _root_.Nat} (h : x < y) : (x : _root_.Int) < (y : _root_.Int) :=
  _root_.Int.ofNat_lt.mpr h
theorem ofNat_le_of_le {x y : _root_.Nat} (h : x ≤ y) : (x : _root_.Int) ≤ (y : _root_.Int) :=
  _root_.Int.ofNat_le.mpr h
theorem ofNat_pos_of_pos {a : _root_.Nat} (h : 0 < a) : 0 < (a : _root_.Int) :=
  _root_.Int.ofNat_lt.mpr h
theorem ofNat_mul_nonneg {a b : _root_.Nat} : 0 ≤ (a : _root_.Int) * b :=
  _root_.Int.natCast_nonneg (a * b)
theorem emod_ofNat_nonneg {x : _root_.Nat} {y : _root_.Int} : 0 ≤ (x : _root_.Int) % y :=
  _root_.Int.natCast_nonneg (x % y.natAbs)
theorem ofNat_sub_sub {a b c : _root_.Nat} :
    ((a - b - c : _root_.Nat) : _root_.Int) = ((a - (b + c) : _root_.Nat) : _root_.Int) :=
  congrArg _ (_root_.Nat.sub_sub a b c)
theorem ofNat_sub_dichotomy {a b : _root_.Nat} :
    b ≤ a ∧ ((a - b : _root_.Nat) : _root_.Int) = a - b ∨
      a < b ∧ ((a - b : _root_.Nat) : _root_.Int) = 0 := by
  cases _root_.Nat.lt_or_ge a b with
  | inl h =>
    refine .inr ⟨h, ?_⟩
    rw [_root_.Nat.sub_eq_zero_of_le (_root_.Nat.le_of_lt h)]; rfl
  | inr h =>
    refine .inl ⟨h, ?_⟩
    obtain ⟨k, rfl⟩ := _root_.Nat.le.dest h
    rw [_root_.Nat.add_sub_cancel_left, _root_.Int.natCast_add, _root_.Int.add_comm,
      _root_.Int.add_sub_cancel]
theorem ofNat_natAbs (a : _root_.Int) :
    (a.natAbs : _root_.Int) = if 0 ≤ a then a else -a := by
  cases a with
  | ofNat n => exact (if_pos (_root_.Int.natCast_nonneg n)).symm
  | negSucc n => exact (if_neg fun h => nomatch h).symm
theorem natAbs_dichotomy {a : _root_.Int} :
    0 ≤ a ∧ a.natAbs = a ∨ a < 0 ∧ a.natAbs = -a := by
  cases a with
  | ofNat n => exact .inl ⟨_root_.Int.natCast_nonneg n, rfl⟩
  | negSucc n => exact .inr ⟨_root_.Int.not_le.mp (fun h => nomatch h), rfl⟩
theorem neg_le_natAbs {a : _root_.Int} : -a ≤ a.natAbs := by
  cases a with
  | ofNat n =>
    have h := _root_.Int.neg_le_neg (_root_.Int.natCast_nonneg n)
    exact _root_.Int.le_trans h (_root_.Int.natCast_nonneg n)
  | negSucc n => exact _root_.Int.le_refl _
theorem ofNat_min (a b : _root_.Nat) :
    ((min a b : _root_.Nat) : _root_.Int) = min (a : _root_.Int) b := by
  rw [_root_.Nat.min_def, _root_.Int.min_def]
  by_cases h : a ≤ b
  · rw [if_pos h, if_pos (_root_.Int.ofNat_le.mpr h)]
  · rw [if_neg h, if_neg fun h' => h (_root_.Int.ofNat_le.mp h')]
theorem ofNat_max (a b : _root_.Nat) :
    ((max a b : _root_.Nat) : _root_.Int) = max (a : _root_.Int) b := by
  rw [_root_.Nat.max_def, _root_.Int.max_def]
  by_cases h : a ≤ b
  · rw [if_pos h, if_pos (_root_.Int.ofNat_le.mpr h)]
  · rw [if_neg h, if_neg fun h' => h (_root_.Int.ofNat_le.mp h')]
theorem ofNat_pow (a b : _root_.Nat) : ((a ^ b : _root_.Nat) : _root_.Int) = (a : _root_.Int) ^ b := by
  induction b with
  | zero => rfl
  | succ b ih =>
    rw [_root_.Nat.pow_succ, _root_.Int.natCast_mul, ih]; rfl
theorem pos_pow_of_pos (a : _root_.Int) (b : _root_.Nat) (h : 0 < a) : 0 < a ^ b := by
  induction b with
  | zero => exact .mk 0
  | succ b ih => exact _root_.Int.mul_pos ih h
theorem ofNat_fst_mk {β : Type v} {x : _root_.Nat} {y : β} :
    ((_root_.Prod.mk x y).fst : _root_.Int) = x := rfl
theorem ofNat_snd_mk {α : Type u} {x : α} {y : _root_.Nat} :
    ((_root_.Prod.mk x y).snd : _root_.Int) = y := rfl
end Int

namespace Prod
theorem fst_mk {α : Type u} {β : Type v} {x : α} {y : β} : (_root_.Prod.mk x y).fst = x := rfl
theorem snd_mk {α : Type u} {β : Type v} {x : α} {y : β} : (_root_.Prod.mk x y).snd = y := rfl
end Prod
end Lean.Omega
