/-
The integers: definitions and ring laws. An integer is a difference of two natural numbers
(`subNatNat`), and every law is proved on such differences.
-/
prelude
import Init.Nat.Div

set_option linter.unusedVariables false
universe u

set_option genCtorIdx false in
inductive Int : Type where
  | ofNat : Nat → Int
  | negSucc : Nat → Int
noncomputable def Int.ctorIdx (i : Int) : Nat := Int.casesOn i (fun _ => 0) (fun _ => 1)
attribute [extern "lean_nat_to_int"] Int.ofNat
attribute [extern "lean_int_neg_succ_of_nat"] Int.negSucc

class IntCast (R : Type u) where
  protected intCast : Int → R
instance instIntCastInt : IntCast Int := ⟨id⟩
@[coe, reducible, match_pattern] protected def Int.cast {R : Type u} [IntCast R] : Int → R :=
  IntCast.intCast
instance instNatCastInt : NatCast Int := ⟨Int.ofNat⟩
instance instOfNat {n : Nat} : OfNat Int n := ⟨Int.ofNat n⟩

namespace Int
instance instInhabited : Inhabited Int := ⟨ofNat 0⟩

def negOfNat : Nat → Int
  | 0 => 0
  | .succ m => negSucc m
set_option bootstrap.genMatcherCode false in
@[extern "lean_int_neg"]
protected def neg : Int → Int
  | .ofNat n => negOfNat n
  | .negSucc n => .ofNat (n + 1)
instance instNegInt : Neg Int := ⟨Int.neg⟩
def subNatNat (m n : Nat) : Int :=
  match n - m with
  | 0 => ofNat (m - n)
  | .succ k => negSucc k
set_option bootstrap.genMatcherCode false in
@[extern "lean_int_add"]
protected def add : Int → Int → Int
  | .ofNat m, .ofNat n => .ofNat (m + n)
  | .ofNat m, .negSucc n => subNatNat m (n + 1)
  | .negSucc m, .ofNat n => subNatNat n (m + 1)
  | .negSucc m, .negSucc n => .negSucc (m + n + 1)
instance instAddInt : Add Int := ⟨Int.add⟩
set_option bootstrap.genMatcherCode false in
@[extern "lean_int_mul"]
protected def mul : Int → Int → Int
  | .ofNat m, .ofNat n => .ofNat (m * n)
  | .ofNat m, .negSucc n => negOfNat (m * (n + 1))
  | .negSucc m, .ofNat n => negOfNat ((m + 1) * n)
  | .negSucc m, .negSucc n => .ofNat ((m + 1) * (n + 1))
instance instMulInt : Mul Int := ⟨Int.mul⟩
@[extern "lean_int_sub"]
protected def sub (m n : Int) : Int := m + -n
instance instSubInt : Sub Int := ⟨Int.sub⟩
inductive NonNeg : Int → Prop where
  | mk (n : Nat) : NonNeg (ofNat n)
protected def le (a b : Int) : Prop := NonNeg (b - a)
instance instLEInt : LE Int := ⟨Int.le⟩
protected def lt (a b : Int) : Prop := (a + 1) ≤ b
instance instLTInt : LT Int := ⟨Int.lt⟩
set_option bootstrap.genMatcherCode false in
@[extern "lean_int_dec_eq"]
protected def decEq (a b : Int) : Decidable (a = b) :=
  match a, b with
  | .ofNat a, .ofNat b => match Nat.decEq a b with
    | isTrue h => isTrue (h ▸ rfl)
    | isFalse h => isFalse fun e => Int.noConfusion e fun e => h e
  | .ofNat _, .negSucc _ => isFalse fun e => Int.noConfusion e
  | .negSucc _, .ofNat _ => isFalse fun e => Int.noConfusion e
  | .negSucc a, .negSucc b => match Nat.decEq a b with
    | isTrue h => isTrue (h ▸ rfl)
    | isFalse h => isFalse fun e => Int.noConfusion e fun e => h e
instance instDecidableEq : DecidableEq Int := Int.decEq
set_option bootstrap.genMatcherCode false in
@[extern "lean_int_dec_nonneg"]
def decNonneg (m : Int) : Decidable (NonNeg m) :=
  match m with
  | .ofNat m => isTrue (.mk m)
  | .negSucc _ => isFalse fun h => nomatch h
@[extern "lean_int_dec_le"]
instance decLe (a b : Int) : Decidable (a ≤ b) := decNonneg _
@[extern "lean_int_dec_lt"]
instance decLt (a b : Int) : Decidable (a < b) := decNonneg _
set_option bootstrap.genMatcherCode false in
@[extern "lean_nat_abs"]
def natAbs (m : Int) : Nat :=
  match m with
  | .ofNat m => m
  | .negSucc m => m + 1
def sign : Int → Int
  | .ofNat (.succ _) => 1
  | .ofNat 0 => 0
  | .negSucc _ => -1
def toNat : Int → Nat
  | .ofNat n => n
  | .negSucc _ => 0
set_option bootstrap.genMatcherCode false in
@[extern "lean_int_ediv"]
def ediv : Int → Int → Int
  | .ofNat m, .ofNat n => .ofNat (m / n)
  | .ofNat m, .negSucc n => -.ofNat (m / (n + 1))
  | .negSucc _, 0 => 0
  | .negSucc m, .ofNat (.succ n) => .negSucc (m / (n + 1))
  | .negSucc m, .negSucc n => .ofNat (.succ (m / (n + 1)))
instance instDivInt : Div Int := ⟨Int.ediv⟩
set_option bootstrap.genMatcherCode false in
@[extern "lean_int_emod"]
def emod : Int → Int → Int
  | .ofNat m, n => .ofNat (m % natAbs n)
  | .negSucc m, n => subNatNat (natAbs n) (.succ (m % natAbs n))
instance instModInt : Mod Int := ⟨Int.emod⟩
instance instDvdInt : Dvd Int := ⟨fun a b => ∃ c, b = a * c⟩
protected def pow (m : Int) : Nat → Int
  | 0 => 1
  | n + 1 => Int.pow m n * m
instance instNatPow : NatPow Int := ⟨Int.pow⟩
instance instMinInt : Min Int := minOfLe
instance instMaxInt : Max Int := maxOfLe

/-! ## Differences of natural numbers -/

theorem subNatNat_of_le {m n : Nat} (h : n ≤ m) : subNatNat m n = ofNat (m - n) := by
  rw [subNatNat, Nat.sub_eq_zero_of_le h]
theorem subNatNat_of_lt {m n : Nat} (h : m < n) : subNatNat m n = negSucc (Nat.pred (n - m)) := by
  obtain ⟨k, e⟩ := Nat.exists_eq_succ_of_ne_zero (Nat.sub_ne_zero_of_lt h)
  rw [subNatNat, e]; rfl
theorem subNatNat_add_add (m n k : Nat) : subNatNat (m + k) (n + k) = subNatNat m n := by
  rw [subNatNat, subNatNat, Nat.add_sub_add_right, Nat.add_sub_add_right]
theorem subNatNat_zero (m : Nat) : subNatNat m 0 = ofNat m := by
  rw [subNatNat_of_le (Nat.zero_le m)]; rfl
theorem zero_subNatNat (n : Nat) : subNatNat 0 n = negOfNat n := by
  cases n with
  | zero => rfl
  | succ n => rw [subNatNat_of_lt (Nat.succ_pos n)]; rfl
theorem subNatNat_self (n : Nat) : subNatNat n n = 0 := by
  rw [subNatNat_of_le (Nat.le_refl n), Nat.sub_self]; rfl
theorem exists_subNatNat (i : Int) : ∃ a b, i = subNatNat a b := by
  cases i with
  | ofNat n => exact ⟨n, 0, (subNatNat_zero n).symm⟩
  | negSucc n => exact ⟨0, n + 1, (zero_subNatNat (n + 1)).symm⟩
theorem subNatNat_eq_iff {a b c d : Nat} : subNatNat a b = subNatNat c d ↔ a + d = c + b := by
  constructor
  · intro h
    cases Nat.lt_or_ge a b with
    | inl h₁ =>
      cases Nat.lt_or_ge c d with
      | inl h₂ =>
        obtain ⟨k, rfl⟩ := Nat.le.dest (Nat.le_of_lt h₁)
        obtain ⟨l, rfl⟩ := Nat.le.dest (Nat.le_of_lt h₂)
        rw [subNatNat_of_lt h₁, subNatNat_of_lt h₂, Nat.add_sub_cancel_left,
          Nat.add_sub_cancel_left] at h
        have hk : k ≠ 0 := fun e => Nat.lt_irrefl a (by rw [e] at h₁; exact h₁)
        have hl : l ≠ 0 := fun e => Nat.lt_irrefl c (by rw [e] at h₂; exact h₂)
        have e : k = l := by
          rw [← Nat.succ_pred hk, ← Nat.succ_pred hl, Int.negSucc.inj h]
        rw [e, Nat.add_left_comm]
      | inr h₂ => rw [subNatNat_of_lt h₁, subNatNat_of_le h₂] at h; exact Int.noConfusion h
    | inr h₁ =>
      cases Nat.lt_or_ge c d with
      | inl h₂ => rw [subNatNat_of_le h₁, subNatNat_of_lt h₂] at h; exact Int.noConfusion h
      | inr h₂ =>
        obtain ⟨k, rfl⟩ := Nat.le.dest h₁
        obtain ⟨l, rfl⟩ := Nat.le.dest h₂
        rw [subNatNat_of_le h₁, subNatNat_of_le h₂, Nat.add_sub_cancel_left,
          Nat.add_sub_cancel_left] at h
        rw [Int.ofNat.inj h, Nat.add_right_comm, Nat.add_comm b d, Nat.add_right_comm]
  · intro h
    rw [← subNatNat_add_add a b d, ← subNatNat_add_add c d b, h, Nat.add_comm b d]
theorem ofNat_eq_subNatNat (n : Nat) : (n : Int) = subNatNat n 0 := (subNatNat_zero n).symm

theorem neg_subNatNat (a b : Nat) : -subNatNat a b = subNatNat b a := by
  cases Nat.lt_or_ge a b with
  | inl h =>
    rw [subNatNat_of_lt h, subNatNat_of_le (Nat.le_of_lt h)]
    exact congrArg ofNat (Nat.succ_pred (Nat.sub_ne_zero_of_lt h))
  | inr h =>
    obtain ⟨k, rfl⟩ := Nat.le.dest h
    rw [subNatNat_of_le h, Nat.add_sub_cancel_left]
    have e := subNatNat_add_add 0 k b
    rw [Nat.zero_add, Nat.add_comm k b] at e
    rw [e, zero_subNatNat]; rfl
theorem ofNat_add_subNatNat (n a b : Nat) : ofNat n + subNatNat a b = subNatNat (n + a) b := by
  cases Nat.lt_or_ge a b with
  | inl h =>
    obtain ⟨k, rfl⟩ := Nat.le.dest (Nat.le_of_lt h)
    have hk : k ≠ 0 := fun e => Nat.lt_irrefl a (by rw [e] at h; exact h)
    rw [subNatNat_of_lt h, Nat.add_sub_cancel_left, Nat.add_comm n a]
    show subNatNat n (Nat.pred k + 1) = _
    rw [show Nat.pred k + 1 = k from Nat.succ_pred hk, Nat.add_comm a n, Nat.add_comm a k,
      subNatNat_add_add]
  | inr h =>
    rw [subNatNat_of_le h, subNatNat_of_le (Nat.le_trans h (Nat.le_add_left a n)),
      Nat.add_sub_assoc h]; rfl
theorem negSucc_eq_subNatNat (n : Nat) : negSucc n = subNatNat 0 (n + 1) :=
  (zero_subNatNat (n + 1)).symm
theorem negSucc_add_subNatNat (n a b : Nat) :
    negSucc n + subNatNat a b = subNatNat a (b + (n + 1)) := by
  cases Nat.lt_or_ge a b with
  | inl h =>
    obtain ⟨k, rfl⟩ := Nat.le.dest (Nat.le_of_lt h)
    have hk : k ≠ 0 := fun e => Nat.lt_irrefl a (by rw [e] at h; exact h)
    obtain ⟨j, rfl⟩ := Nat.exists_eq_succ_of_ne_zero hk
    rw [subNatNat_of_lt h, Nat.add_sub_cancel_left, Nat.add_assoc]
    have e := subNatNat_add_add 0 (Nat.succ j + (n + 1)) a
    rw [Nat.zero_add, Nat.add_comm _ a] at e
    rw [e, zero_subNatNat]
    show negSucc (n + j + 1) = negSucc (Nat.succ j + n)
    rw [Nat.succ_add, Nat.add_comm n j]
  | inr h =>
    obtain ⟨k, rfl⟩ := Nat.le.dest h
    rw [subNatNat_of_le h, Nat.add_sub_cancel_left, Nat.add_comm b k, Nat.add_comm b (n + 1),
      subNatNat_add_add]; rfl
theorem subNatNat_add_subNatNat (a b c d : Nat) :
    subNatNat a b + subNatNat c d = subNatNat (a + c) (b + d) := by
  cases Nat.lt_or_ge a b with
  | inl h =>
    obtain ⟨k, rfl⟩ := Nat.le.dest (Nat.le_of_lt h)
    have hk : k ≠ 0 := fun e => Nat.lt_irrefl a (by rw [e] at h; exact h)
    obtain ⟨j, rfl⟩ := Nat.exists_eq_succ_of_ne_zero hk
    rw [subNatNat_of_lt h, Nat.add_sub_cancel_left, Nat.pred_succ, negSucc_add_subNatNat,
      ← subNatNat_add_add c (d + (j + 1)) a, Nat.add_comm c a, Nat.add_right_comm a, Nat.add_comm d,
      Nat.add_comm (j + 1 + d), ← Nat.add_assoc, Nat.add_right_comm a d]
  | inr h =>
    obtain ⟨k, rfl⟩ := Nat.le.dest h
    rw [subNatNat_of_le h, Nat.add_sub_cancel_left, ofNat_add_subNatNat, Nat.add_assoc b k c,
      Nat.add_comm b (k + c), Nat.add_comm b d, subNatNat_add_add]

theorem negOfNat_eq (n : Nat) : negOfNat n = subNatNat 0 n := (zero_subNatNat n).symm
end Int
