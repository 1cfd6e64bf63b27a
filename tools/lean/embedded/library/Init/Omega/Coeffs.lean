/-
What the `omega` tactic computes with, part one: lists of integer coefficients and linear
combinations of atoms. The tactic computes these natively; the kernel evaluates the definitions
here, so both must give the same values.
-/
prelude
import Init.Int.Div
import Init.Nat.Gcd
import Init.List

set_option linter.unusedVariables false
namespace Lean.Omega

/-- Coefficients of the atoms in order; the rest of the list is zero. -/
abbrev Coeffs := List Int

namespace Coeffs
abbrev ofList (xs : List Int) : Coeffs := xs
abbrev toList (xs : Coeffs) : List Int := xs
def length (xs : Coeffs) : Nat := List.length xs
def get : Coeffs → Nat → Int
  | [], _ => 0
  | x :: _, 0 => x
  | _ :: xs, i + 1 => get xs i
def set : Coeffs → Nat → Int → Coeffs
  | [], 0, y => [y]
  | [], i + 1, y => 0 :: set [] i y
  | _ :: xs, 0, y => y :: xs
  | x :: xs, i + 1, y => x :: set xs i y
def map (f : Int → Int) (xs : Coeffs) : Coeffs := List.map f xs
def neg (xs : Coeffs) : Coeffs := List.map (fun x => -x) xs
def smul (xs : Coeffs) (g : Int) : Coeffs := List.map (fun x => g * x) xs
def add : Coeffs → Coeffs → Coeffs
  | [], ys => ys
  | x :: xs, [] => x :: xs
  | x :: xs, y :: ys => (x + y) :: add xs ys
def sub : Coeffs → Coeffs → Coeffs
  | [], ys => neg ys
  | x :: xs, [] => x :: xs
  | x :: xs, y :: ys => (x - y) :: sub xs ys
def combo (a : Int) : Coeffs → Int → Coeffs → Coeffs
  | [], b, ys => smul ys b
  | x :: xs, _, [] => smul (x :: xs) a
  | x :: xs, b, y :: ys => (a * x + b * y) :: combo a xs b ys
def dot : Coeffs → Coeffs → Int
  | [], _ => 0
  | _ :: _, [] => 0
  | x :: xs, y :: ys => x * y + dot xs ys
def gcd : Coeffs → Nat
  | [] => 0
  | x :: xs => Nat.gcd x.natAbs (gcd xs)
def sdiv (xs : Coeffs) (g : Int) : Coeffs := List.map (fun x => x / g) xs
def leading : Coeffs → Int
  | [] => 0
  | x :: xs => if x = 0 then leading xs else x
abbrev isZero (xs : Coeffs) : Prop := ∀ x, x ∈ xs → x = 0
instance decidableIsZero : (xs : Coeffs) → Decidable (isZero xs)
  | [] => isTrue fun _ h => nomatch h
  | x :: xs =>
    if hx : x = 0 then
      match decidableIsZero xs with
      | isTrue h => isTrue fun y hy => (List.mem_cons.mp hy).elim (fun e => e.trans hx) (h y)
      | isFalse h => isFalse fun h' => h fun y hy => h' y (.tail x hy)
    else isFalse fun h => hx (h x (.head xs))
def bmod (xs : Coeffs) (m : Nat) : Coeffs := List.map (fun x => Int.bmod x m) xs

theorem dot_nil_right (xs : Coeffs) : dot xs [] = 0 := by cases xs <;> rfl
theorem dot_neg (xs ys : Coeffs) : dot (neg xs) ys = -dot xs ys := by
  induction xs generalizing ys with
  | nil => rfl
  | cons x xs ih =>
    cases ys with
    | nil => rfl
    | cons y ys =>
      show -x * y + dot (neg xs) ys = -(x * y + dot xs ys)
      rw [ih, Int.neg_mul, Int.neg_add]
theorem dot_smul (xs ys : Coeffs) (g : Int) : dot (smul xs g) ys = g * dot xs ys := by
  induction xs generalizing ys with
  | nil => exact (Int.mul_zero g).symm
  | cons x xs ih =>
    cases ys with
    | nil => exact (Int.mul_zero g).symm
    | cons y ys =>
      show g * x * y + dot (smul xs g) ys = g * (x * y + dot xs ys)
      rw [ih, Int.mul_assoc, Int.mul_add]
theorem dot_add (xs ys zs : Coeffs) : dot (add xs ys) zs = dot xs zs + dot ys zs := by
  induction xs generalizing ys zs with
  | nil => exact (Int.zero_add _).symm
  | cons x xs ih =>
    cases ys with
    | nil => exact (Int.add_zero _).symm
    | cons y ys =>
      cases zs with
      | nil => rfl
      | cons z zs =>
        show (x + y) * z + dot (add xs ys) zs = x * z + dot xs zs + (y * z + dot ys zs)
        rw [ih, Int.add_mul, Int.add_assoc, Int.add_assoc, Int.add_left_comm (y * z)]
theorem dot_sub (xs ys zs : Coeffs) : dot (sub xs ys) zs = dot xs zs - dot ys zs := by
  induction xs generalizing ys zs with
  | nil =>
    show dot (neg ys) zs = 0 - dot ys zs
    rw [dot_neg, Int.zero_sub]
  | cons x xs ih =>
    cases ys with
    | nil => exact (Int.sub_zero _).symm
    | cons y ys =>
      cases zs with
      | nil => rfl
      | cons z zs =>
        show (x - y) * z + dot (sub xs ys) zs = x * z + dot xs zs - (y * z + dot ys zs)
        rw [ih, Int.sub_mul, Int.sub_eq_add_neg, Int.sub_eq_add_neg, Int.sub_eq_add_neg,
          Int.neg_add, Int.add_assoc, Int.add_assoc, Int.add_left_comm (-(y * z))]
theorem dot_combo (a : Int) (xs : Coeffs) (b : Int) (ys zs : Coeffs) :
    dot (combo a xs b ys) zs = a * dot xs zs + b * dot ys zs := by
  induction xs generalizing ys zs with
  | nil =>
    show dot (smul ys b) zs = a * 0 + b * dot ys zs
    rw [dot_smul, Int.mul_zero, Int.zero_add]
  | cons x xs ih =>
    cases ys with
    | nil =>
      show dot (smul (x :: xs) a) zs = a * dot (x :: xs) zs + b * 0
      rw [dot_smul, Int.mul_zero, Int.add_zero]
    | cons y ys =>
      cases zs with
      | nil => show (0 : Int) = a * 0 + b * 0; rw [Int.mul_zero, Int.mul_zero]; rfl
      | cons z zs =>
        show (a * x + b * y) * z + dot (combo a xs b ys) zs =
          a * (x * z + dot xs zs) + b * (y * z + dot ys zs)
        rw [ih, Int.add_mul, Int.mul_add, Int.mul_add, Int.mul_assoc, Int.mul_assoc, Int.add_assoc,
          Int.add_assoc, Int.add_left_comm (b * (y * z))]
theorem dot_of_isZero (xs ys : Coeffs) (h : isZero xs) : dot xs ys = 0 := by
  induction xs generalizing ys with
  | nil => rfl
  | cons x xs ih =>
    cases ys with
    | nil => rfl
    | cons y ys =>
      show x * y + dot xs ys = 0
      rw [ih ys fun z hz => h z (.tail x hz), h x (.head xs), Int.zero_mul]; rfl
theorem dot_set_nil (i : Nat) (v : Coeffs) (a : Int) : dot (set [] i a) v = a * get v i := by
  induction i generalizing v with
  | zero =>
    cases v with
    | nil => exact (Int.mul_zero a).symm
    | cons x v => exact Int.add_zero (a * x)
  | succ i ih =>
    cases v with
    | nil => exact (Int.mul_zero a).symm
    | cons x v =>
      show 0 * x + dot (set [] i a) v = a * get v i
      rw [ih, Int.zero_mul, Int.zero_add]

/-- The greatest common divisor of the coefficients divides every combination of them. -/
theorem dot_sdiv_gcd (xs ys : Coeffs) (g : Nat) (hg : 0 < g)
    (h : ∀ x, x ∈ xs → (g : Int) ∣ x) : (g : Int) * dot (sdiv xs g) ys = dot xs ys := by
  induction xs generalizing ys with
  | nil => exact Int.mul_zero _
  | cons x xs ih =>
    cases ys with
    | nil => exact Int.mul_zero _
    | cons y ys =>
      show (g : Int) * (x / g * y + dot (sdiv xs g) ys) = x * y + dot xs ys
      rw [Int.mul_add, ih ys fun z hz => h z (.tail x hz), ← Int.mul_assoc]
      obtain ⟨c, e⟩ := h x (.head xs)
      rw [e, Int.mul_ediv_cancel_left c (Int.ofNat_lt.mpr hg)]
theorem gcd_dvd (xs : Coeffs) : ∀ x, x ∈ xs → (gcd xs : Int) ∣ x := by
  induction xs with
  | nil => intro x h; exact nomatch h
  | cons y xs ih =>
    intro x h
    cases h with
    | head =>
      obtain ⟨c, e⟩ := Nat.gcd_dvd_left y.natAbs (gcd xs)
      have e' : (y.natAbs : Int) = (Nat.gcd y.natAbs (gcd xs) : Int) * c := congrArg _ e
      cases y with
      | ofNat n => exact ⟨c, e'⟩
      | negSucc n => exact ⟨-c, (congrArg Neg.neg e').trans (Int.mul_neg _ _).symm⟩
    | tail _ h =>
      obtain ⟨c, e⟩ := Nat.gcd_dvd_right y.natAbs (gcd xs)
      obtain ⟨d, e₂⟩ := ih x h
      have e' : (gcd xs : Int) = (Nat.gcd y.natAbs (gcd xs) : Int) * c := congrArg _ e
      exact ⟨c * d, by rw [e₂, ← Int.mul_assoc]; exact congrArg (· * d) e'⟩
end Coeffs

/-! ## Linear combinations -/

structure LinearCombo where
  const : Int := 0
  coeffs : Coeffs := []

namespace LinearCombo
def eval (lc : LinearCombo) (values : Coeffs) : Int := lc.const + Coeffs.dot lc.coeffs values
def coordinate (i : Nat) : LinearCombo where
  const := 0
  coeffs := Coeffs.set [] i 1
def add (l₁ l₂ : LinearCombo) : LinearCombo where
  const := l₁.const + l₂.const
  coeffs := Coeffs.add l₁.coeffs l₂.coeffs
instance instAdd : Add LinearCombo := ⟨add⟩
def sub (l₁ l₂ : LinearCombo) : LinearCombo where
  const := l₁.const - l₂.const
  coeffs := Coeffs.sub l₁.coeffs l₂.coeffs
instance instSub : Sub LinearCombo := ⟨sub⟩
def neg (lc : LinearCombo) : LinearCombo where
  const := -lc.const
  coeffs := Coeffs.neg lc.coeffs
instance instNeg : Neg LinearCombo := ⟨neg⟩
def smul (lc : LinearCombo) (i : Int) : LinearCombo where
  const := i * lc.const
  coeffs := Coeffs.smul lc.coeffs i
def mul (l₁ l₂ : LinearCombo) : LinearCombo where
  const := l₁.const * l₂.const
  coeffs := Coeffs.combo l₂.const l₁.coeffs l₁.const l₂.coeffs

theorem coordinate_eval (i : Nat) (v : Coeffs) : (coordinate i).eval v = v.get i := by
  show 0 + Coeffs.dot (Coeffs.set [] i 1) v = v.get i
  rw [Int.zero_add, Coeffs.dot_set_nil, Int.one_mul]
theorem coordinate_eval_0 {a0 : Int} {t : List Int} :
    (coordinate 0).eval (.ofList (a0 :: t)) = a0 :=
  coordinate_eval 0 _
theorem coordinate_eval_1 {a0 a1 : Int} {t : List Int} :
    (coordinate 1).eval (.ofList (a0 :: a1 :: t)) = a1 :=
  coordinate_eval 1 _
theorem coordinate_eval_2 {a0 a1 a2 : Int} {t : List Int} :
    (coordinate 2).eval (.ofList (a0 :: a1 :: a2 :: t)) = a2 :=
  coordinate_eval 2 _
theorem coordinate_eval_3 {a0 a1 a2 a3 : Int} {t : List Int} :
    (coordinate 3).eval (.ofList (a0 :: a1 :: a2 :: a3 :: t)) = a3 :=
  coordinate_eval 3 _
theorem coordinate_eval_4 {a0 a1 a2 a3 a4 : Int} {t : List Int} :
    (coordinate 4).eval (.ofList (a0 :: a1 :: a2 :: a3 :: a4 :: t)) = a4 :=
  coordinate_eval 4 _
theorem coordinate_eval_5 {a0 a1 a2 a3 a4 a5 : Int} {t : List Int} :
    (coordinate 5).eval (.ofList (a0 :: a1 :: a2 :: a3 :: a4 :: a5 :: t)) = a5 :=
  coordinate_eval 5 _
theorem coordinate_eval_6 {a0 a1 a2 a3 a4 a5 a6 : Int} {t : List Int} :
    (coordinate 6).eval (.ofList (a0 :: a1 :: a2 :: a3 :: a4 :: a5 :: a6 :: t)) = a6 :=
  coordinate_eval 6 _
theorem coordinate_eval_7 {a0 a1 a2 a3 a4 a5 a6 a7 : Int} {t : List Int} :
    (coordinate 7).eval (.ofList (a0 :: a1 :: a2 :: a3 :: a4 :: a5 :: a6 :: a7 :: t)) = a7 :=
  coordinate_eval 7 _
theorem coordinate_eval_8 {a0 a1 a2 a3 a4 a5 a6 a7 a8 : Int} {t : List Int} :
    (coordinate 8).eval (.ofList (a0 :: a1 :: a2 :: a3 :: a4 :: a5 :: a6 :: a7 :: a8 :: t)) = a8 :=
  coordinate_eval 8 _
theorem coordinate_eval_9 {a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 : Int} {t : List Int} :
    (coordinate 9).eval (.ofList (a0 :: a1 :: a2 :: a3 :: a4 :: a5 :: a6 :: a7 :: a8 :: a9 :: t)) = a9 :=
  coordinate_eval 9 _
theorem add_eval (l₁ l₂ : LinearCombo) (v : Coeffs) : (l₁ + l₂).eval v = l₁.eval v + l₂.eval v := by
  show l₁.const + l₂.const + Coeffs.dot (Coeffs.add l₁.coeffs l₂.coeffs) v =
    l₁.const + Coeffs.dot l₁.coeffs v + (l₂.const + Coeffs.dot l₂.coeffs v)
  rw [Coeffs.dot_add, Int.add_assoc, Int.add_assoc, Int.add_left_comm l₂.const]
theorem sub_eval (l₁ l₂ : LinearCombo) (v : Coeffs) : (l₁ - l₂).eval v = l₁.eval v - l₂.eval v := by
  show l₁.const - l₂.const + Coeffs.dot (Coeffs.sub l₁.coeffs l₂.coeffs) v =
    l₁.const + Coeffs.dot l₁.coeffs v - (l₂.const + Coeffs.dot l₂.coeffs v)
  rw [Coeffs.dot_sub, Int.sub_eq_add_neg, Int.sub_eq_add_neg, Int.sub_eq_add_neg, Int.neg_add,
    Int.add_assoc, Int.add_assoc, Int.add_left_comm (-l₂.const)]
theorem neg_eval (lc : LinearCombo) (v : Coeffs) : (-lc).eval v = -lc.eval v := by
  show -lc.const + Coeffs.dot (Coeffs.neg lc.coeffs) v = -(lc.const + Coeffs.dot lc.coeffs v)
  rw [Coeffs.dot_neg, Int.neg_add]
theorem smul_eval (lc : LinearCombo) (i : Int) (v : Coeffs) :
    (lc.smul i).eval v = i * lc.eval v := by
  show i * lc.const + Coeffs.dot (Coeffs.smul lc.coeffs i) v =
    i * (lc.const + Coeffs.dot lc.coeffs v)
  rw [Coeffs.dot_smul, Int.mul_add]
theorem mul_eval (l₁ l₂ : LinearCombo) (v : Coeffs)
    (w : l₁.coeffs.isZero ∨ l₂.coeffs.isZero) : (mul l₁ l₂).eval v = l₁.eval v * l₂.eval v := by
  show l₁.const * l₂.const + Coeffs.dot (Coeffs.combo l₂.const l₁.coeffs l₁.const l₂.coeffs) v =
    (l₁.const + Coeffs.dot l₁.coeffs v) * (l₂.const + Coeffs.dot l₂.coeffs v)
  rw [Coeffs.dot_combo]
  cases w with
  | inl w =>
    rw [Coeffs.dot_of_isZero _ _ w, Int.mul_zero, Int.zero_add, Int.add_zero, Int.mul_add]
  | inr w =>
    rw [Coeffs.dot_of_isZero _ _ w, Int.mul_zero, Int.add_zero, Int.add_zero, Int.add_mul,
      Int.mul_comm l₂.const]
end LinearCombo
end Lean.Omega
