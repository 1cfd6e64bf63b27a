/-
What the `omega` tactic computes with, part two: constraints, which are optional lower and upper
bounds on a linear combination, and their normal form.
-/
prelude
import Init.Omega.Coeffs

set_option linter.unusedVariables false
namespace Lean.Omega

abbrev LowerBound := Option Int
abbrev UpperBound := Option Int
abbrev LowerBound.sat (b : LowerBound) (t : Int) : Prop := ∀ x, b = some x → x ≤ t
abbrev UpperBound.sat (b : UpperBound) (t : Int) : Prop := ∀ y, b = some y → t ≤ y

structure Constraint where
  lowerBound : LowerBound
  upperBound : UpperBound

namespace Constraint

def sat (c : Constraint) (t : Int) : Prop :=
  LowerBound.sat c.lowerBound t ∧ UpperBound.sat c.upperBound t
def sat' (c : Constraint) (x y : Coeffs) : Prop := c.sat (Coeffs.dot x y)
def map (c : Constraint) (f : Int → Int) : Constraint where
  lowerBound := c.lowerBound.map f
  upperBound := c.upperBound.map f
def translate (c : Constraint) (t : Int) : Constraint := c.map (fun x => x + t)
def flip (c : Constraint) : Constraint where
  lowerBound := c.upperBound
  upperBound := c.lowerBound
def neg (c : Constraint) : Constraint := c.flip.map (fun x => -x)
def trivial : Constraint := ⟨none, none⟩
def impossible : Constraint := ⟨some 1, some 0⟩
def exact (r : Int) : Constraint := ⟨some r, some r⟩
def isImpossible : Constraint → Bool
  | ⟨some x, some y⟩ => decide (y < x)
  | _ => false
def isExact : Constraint → Bool
  | ⟨some x, some y⟩ => decide (x = y)
  | _ => false
def scale (k : Int) (c : Constraint) : Constraint :=
  if k = 0 then if c.isImpossible then c else ⟨some 0, some 0⟩
  else if 0 < k then c.map (fun x => k * x)
  else c.flip.map (fun x => k * x)
def addBound : Option Int → Option Int → Option Int
  | some x, some y => some (x + y)
  | _, _ => none
def add (x y : Constraint) : Constraint where
  lowerBound := addBound x.lowerBound y.lowerBound
  upperBound := addBound x.upperBound y.upperBound
def combo (a : Int) (x : Constraint) (b : Int) (y : Constraint) : Constraint :=
  add (scale a x) (scale b y)
def mergeBound (f : Int → Int → Int) : Option Int → Option Int → Option Int
  | none, y => y
  | some x, none => some x
  | some x, some y => some (f x y)
def combine (x y : Constraint) : Constraint where
  lowerBound := mergeBound max x.lowerBound y.lowerBound
  upperBound := mergeBound min x.upperBound y.upperBound
def div (c : Constraint) (k : Nat) : Constraint where
  lowerBound := c.lowerBound.map fun x => -((-x) / k)
  upperBound := c.upperBound.map fun y => y / k

theorem trivial_sat (t : Int) : trivial.sat t := by
  constructor
  · intro x hx; exact nomatch hx
  · intro y hy; exact nomatch hy
theorem neg_sat {c : Constraint} {t : Int} (h : c.sat t) : c.neg.sat (-t) := by
  obtain ⟨l, u⟩ := c
  constructor
  · intro x hx
    cases u with
    | none => cases hx
    | some u => cases hx; exact Int.neg_le_neg (h.2 u rfl)
  · intro x hx
    cases l with
    | none => cases hx
    | some l => cases hx; exact Int.neg_le_neg (h.1 l rfl)
theorem not_sat_of_isImpossible {c : Constraint} (h : isImpossible c = true) {t : Int} :
    ¬c.sat t := by
  intro w
  obtain ⟨l, u⟩ := c
  cases l with
  | none => cases u <;> exact Bool.noConfusion h
  | some l =>
    cases u with
    | none => exact Bool.noConfusion h
    | some u =>
      have h' : u < l := of_decide_eq_true h
      exact Int.lt_irrefl u (Int.lt_of_lt_of_le h' (Int.le_trans (w.1 l rfl) (w.2 u rfl)))
theorem not_sat'_of_isImpossible {c : Constraint} (h : isImpossible c = true) {x y : Coeffs} :
    ¬c.sat' x y := not_sat_of_isImpossible h
theorem scale_sat (c : Constraint) (k t : Int) (w : c.sat t) : (scale k c).sat (k * t) := by
  rw [scale]
  split
  · rename_i h
    subst h
    split
    · rename_i hi; exact absurd w (not_sat_of_isImpossible hi)
    · rw [Int.zero_mul]
      exact ⟨fun x hx => by cases hx; exact Int.le_refl 0, fun x hx => by cases hx; exact Int.le_refl 0⟩
  · rename_i hk
    obtain ⟨l, u⟩ := c
    split
    · rename_i h
      constructor
      · intro x hx
        cases l with
        | none => cases hx
        | some l => cases hx; exact Int.mul_le_mul_of_nonneg_left (w.1 l rfl) (Int.le_of_lt h)
      · intro x hx
        cases u with
        | none => cases hx
        | some u => cases hx; exact Int.mul_le_mul_of_nonneg_left (w.2 u rfl) (Int.le_of_lt h)
    · rename_i h
      have hn : 0 ≤ -k := Int.le_of_lt (Int.neg_pos_of_neg
        (Int.lt_of_le_of_ne (Int.not_lt.mp h) hk))
      have flip : ∀ {p q : Int}, p ≤ q → k * q ≤ k * p := fun {p q} hpq => by
        have e := Int.neg_le_neg (Int.mul_le_mul_of_nonneg_left hpq hn)
        rwa [Int.neg_mul, Int.neg_mul, Int.neg_neg, Int.neg_neg] at e
      constructor
      · intro x hx
        cases u with
        | none => cases hx
        | some u => cases hx; exact flip (w.2 u rfl)
      · intro x hx
        cases l with
        | none => cases hx
        | some l => cases hx; exact flip (w.1 l rfl)
theorem add_sat {c₁ c₂ : Constraint} {x₁ x₂ : Int} (w₁ : c₁.sat x₁) (w₂ : c₂.sat x₂) :
    (add c₁ c₂).sat (x₁ + x₂) := by
  obtain ⟨l₁, u₁⟩ := c₁
  obtain ⟨l₂, u₂⟩ := c₂
  constructor
  · intro x hx
    cases l₁ with
    | none => cases hx
    | some l₁ =>
      cases l₂ with
      | none => cases hx
      | some l₂ => cases hx; exact Int.add_le_add (w₁.1 l₁ rfl) (w₂.1 l₂ rfl)
  · intro x hx
    cases u₁ with
    | none => cases hx
    | some u₁ =>
      cases u₂ with
      | none => cases hx
      | some u₂ => cases hx; exact Int.add_le_add (w₁.2 u₁ rfl) (w₂.2 u₂ rfl)
theorem combine_sat {s t : Constraint} {x : Int} (ws : s.sat x) (wt : t.sat x) :
    (s.combine t).sat x := by
  obtain ⟨l₁, u₁⟩ := s
  obtain ⟨l₂, u₂⟩ := t
  constructor
  · intro z hz
    cases l₁ with
    | none => exact wt.1 z hz
    | some l₁ =>
      cases l₂ with
      | none => exact ws.1 z hz
      | some l₂ =>
        cases hz
        rw [Int.max_def]
        split
        · exact wt.1 l₂ rfl
        · exact ws.1 l₁ rfl
  · intro z hz
    cases u₁ with
    | none => exact wt.2 z hz
    | some u₁ =>
      cases u₂ with
      | none => exact ws.2 z hz
      | some u₂ =>
        cases hz
        rw [Int.min_def]
        split
        · exact ws.2 u₁ rfl
        · exact wt.2 u₂ rfl
theorem combine_sat' {s t : Constraint} {x y : Coeffs} (ws : s.sat' x y) (wt : t.sat' x y) :
    (s.combine t).sat' x y := combine_sat ws wt
theorem div_sat (c : Constraint) (t : Int) (k : Nat) (hk : 0 < k) (w : c.sat (k * t)) :
    (c.div k).sat t := by
  have hk' : (0 : Int) < k := Int.ofNat_lt.mpr hk
  obtain ⟨l, u⟩ := c
  constructor
  · intro x hx
    cases l with
    | none => cases hx
    | some l =>
      cases hx
      have h := Int.neg_le_neg (w.1 l rfl)
      rw [← Int.mul_neg] at h
      have h' := Int.neg_le_neg ((Int.le_ediv_iff_mul_le hk').mpr h)
      rwa [Int.neg_neg] at h'
  · intro x hx
    cases u with
    | none => cases hx
    | some u => cases hx; exact (Int.le_ediv_iff_mul_le hk').mpr (w.2 u rfl)
theorem addInequality_sat {c : Int} {x y : Coeffs} (w : c + Coeffs.dot x y ≥ 0) :
    Constraint.sat' { lowerBound := some (-c), upperBound := none } x y := by
  constructor
  · intro z hz
    cases hz
    have e := Int.add_le_add_left w (-c)
    rwa [← Int.add_assoc, Int.add_left_neg, Int.zero_add, Int.add_zero] at e
  · intro z hz; cases hz
theorem addEquality_sat {c : Int} {x y : Coeffs} (w : c + Coeffs.dot x y = 0) :
    Constraint.sat' { lowerBound := some (-c), upperBound := some (-c) } x y := by
  have e : Coeffs.dot x y = -c := by
    rw [← Int.zero_add (Coeffs.dot x y), ← Int.add_left_neg c, Int.add_assoc, w, Int.add_zero]
  constructor
  · intro z hz; cases hz; exact Int.le_of_eq e.symm
  · intro z hz; cases hz; exact Int.le_of_eq e
end Constraint

theorem combo_sat' (s t : Constraint) (a : Int) (x : Coeffs) (b : Int) (y v : Coeffs)
    (wx : s.sat' x v) (wy : t.sat' y v) :
    (Constraint.combo a s b t).sat' (Coeffs.combo a x b y) v := by
  show Constraint.sat _ (Coeffs.dot (Coeffs.combo a x b y) v)
  rw [Coeffs.dot_combo]
  exact Constraint.add_sat (Constraint.scale_sat s a _ wx) (Constraint.scale_sat t b _ wy)

/-! ## Normal form: coefficients without a common divisor, the first one positive -/

/-- Whether zero lies within the bounds. -/
def Constraint.allowsZero : Constraint → Bool
  | ⟨none, none⟩ => true
  | ⟨some l, none⟩ => decide (l ≤ 0)
  | ⟨none, some u⟩ => decide (0 ≤ u)
  | ⟨some l, some u⟩ => decide (l ≤ 0) && decide (0 ≤ u)
theorem Constraint.allowsZero_of_sat {s : Constraint} (w : s.sat 0) : s.allowsZero = true := by
  obtain ⟨l, u⟩ := s
  cases l with
  | none =>
    cases u with
    | none => rfl
    | some u => exact decide_eq_true (w.2 u rfl)
  | some l =>
    cases u with
    | none => exact decide_eq_true (w.1 l rfl)
    | some u =>
      exact Bool.and_eq_true_iff.mpr ⟨decide_eq_true (w.1 l rfl), decide_eq_true (w.2 u rfl)⟩

def normalize? : Constraint × Coeffs → Option (Constraint × Coeffs)
  | ⟨s, x⟩ =>
    let gcd := Coeffs.gcd x
    if gcd = 0 then
      if s.allowsZero then some (.trivial, x) else some (.impossible, x)
    else if gcd = 1 then none
    else some (s.div gcd, Coeffs.sdiv x gcd)
def normalize (p : Constraint × Coeffs) : Constraint × Coeffs := (normalize? p).getD p
def positivize? : Constraint × Coeffs → Option (Constraint × Coeffs)
  | ⟨s, x⟩ => if 0 ≤ x.leading then none else some (s.neg, Coeffs.smul x (-1))
def positivize (p : Constraint × Coeffs) : Constraint × Coeffs := (positivize? p).getD p
def tidy? (p : Constraint × Coeffs) : Option (Constraint × Coeffs) :=
  match positivize? p with
  | none => normalize? p
  | some q => some (normalize q)
def tidy (p : Constraint × Coeffs) : Constraint × Coeffs := (tidy? p).getD p
abbrev tidyConstraint (s : Constraint) (x : Coeffs) : Constraint := (tidy (s, x)).1
abbrev tidyCoeffs (s : Constraint) (x : Coeffs) : Coeffs := (tidy (s, x)).2

theorem normalize_sat {s : Constraint} {x v : Coeffs} (w : s.sat' x v) :
    (normalize (s, x)).1.sat' (normalize (s, x)).2 v := by
  by_cases h0 : Coeffs.gcd x = 0
  · have zero : Coeffs.dot x v = 0 := Coeffs.dot_of_isZero x v fun y hy => by
      obtain ⟨c, e⟩ := Coeffs.gcd_dvd x y hy
      rw [h0] at e
      exact e.trans (Int.zero_mul c)
    have hz : s.allowsZero = true := Constraint.allowsZero_of_sat (zero ▸ w)
    have e : normalize? (s, x) = some (.trivial, x) := by
      show (if Coeffs.gcd x = 0 then _ else _) = _
      rw [if_pos h0, if_pos hz]
    rw [normalize, e]
    exact Constraint.trivial_sat _
  · by_cases h1 : Coeffs.gcd x = 1
    · have e : normalize? (s, x) = none := by
        show (if Coeffs.gcd x = 0 then _ else _) = _
        rw [if_neg h0, if_pos h1]
      rw [normalize, e]
      exact w
    · have e : normalize? (s, x) = some (s.div (Coeffs.gcd x), Coeffs.sdiv x (Coeffs.gcd x)) := by
        show (if Coeffs.gcd x = 0 then _ else _) = _
        rw [if_neg h0, if_neg h1]
      rw [normalize, e]
      have hg : 0 < Coeffs.gcd x := Nat.pos_of_ne_zero h0
      refine Constraint.div_sat s _ _ hg ?_
      show s.sat (_ * Coeffs.dot (Coeffs.sdiv x (Coeffs.gcd x)) v)
      rw [Coeffs.dot_sdiv_gcd x v _ hg (Coeffs.gcd_dvd x)]
      exact w
theorem positivize_sat {s : Constraint} {x v : Coeffs} (w : s.sat' x v) :
    (positivize (s, x)).1.sat' (positivize (s, x)).2 v := by
  rw [positivize, positivize?]
  split
  · exact w
  · show Constraint.sat s.neg (Coeffs.dot (Coeffs.smul x (-1)) v)
    rw [Coeffs.dot_smul, ← Int.neg_eq_neg_one_mul]
    exact Constraint.neg_sat w
theorem tidy_sat {s : Constraint} {x v : Coeffs} (w : s.sat' x v) :
    (tidyConstraint s x).sat' (tidyCoeffs s x) v := by
  have hp := positivize_sat w
  show (tidy (s, x)).1.sat' (tidy (s, x)).2 v
  rw [positivize] at hp
  rw [tidy, tidy?]
  cases h : positivize? (s, x) with
  | none => exact normalize_sat w
  | some q =>
    rw [h] at hp
    exact normalize_sat hp
end Lean.Omega
