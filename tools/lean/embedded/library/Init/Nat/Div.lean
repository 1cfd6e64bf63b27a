/-
Division, remainder and divisibility of natural numbers.
-/
prelude
import Init.Nat.Sub
import Init.WellFounded

set_option linter.unusedVariables false
universe u
namespace Nat

/-! ## Definitions: subtraction repeated while it fits, with enough fuel -/

protected def divCore (y : Nat) : (fuel x : Nat) → Nat
  | 0, _ => 0
  | fuel + 1, x => if y ≤ x then Nat.divCore y fuel (x - y) + 1 else 0
protected def modCore (y : Nat) : (fuel x : Nat) → Nat
  | 0, x => x
  | fuel + 1, x => if y ≤ x then Nat.modCore y fuel (x - y) else x

set_option bootstrap.genMatcherCode false in
@[extern "lean_nat_div"]
protected def div (x y : Nat) : Nat := if 0 < y then Nat.divCore y (x + 1) x else 0
instance instDiv : Div Nat := ⟨Nat.div⟩
@[extern "lean_nat_mod"]
protected def mod (x y : Nat) : Nat := if 0 < y then Nat.modCore y (x + 1) x else x
instance instMod : Mod Nat := ⟨Nat.mod⟩
instance instDvd : Dvd Nat := ⟨fun a b => ∃ c, b = a * c⟩

private theorem divCore_fuel {y : Nat} (hy : 0 < y) : ∀ (f g x : Nat), x < f → x < g →
    Nat.divCore y f x = Nat.divCore y g x := by
  intro f
  induction f with
  | zero => intro g x h; exact absurd h (Nat.not_lt_zero x)
  | succ f ih =>
    intro g x hf hg
    cases g with
    | zero => exact absurd hg (Nat.not_lt_zero x)
    | succ g =>
      rw [Nat.divCore, Nat.divCore]
      by_cases h : y ≤ x
      · rw [if_pos h, if_pos h]
        have hx : x - y < x := sub_lt (Nat.lt_of_lt_of_le hy h) hy
        rw [ih g (x - y) (Nat.lt_of_lt_of_le hx (le_of_lt_succ hf))
          (Nat.lt_of_lt_of_le hx (le_of_lt_succ hg))]
      · rw [if_neg h, if_neg h]
private theorem modCore_fuel {y : Nat} (hy : 0 < y) : ∀ (f g x : Nat), x < f → x < g →
    Nat.modCore y f x = Nat.modCore y g x := by
  intro f
  induction f with
  | zero => intro g x h; exact absurd h (Nat.not_lt_zero x)
  | succ f ih =>
    intro g x hf hg
    cases g with
    | zero => exact absurd hg (Nat.not_lt_zero x)
    | succ g =>
      rw [Nat.modCore, Nat.modCore]
      by_cases h : y ≤ x
      · rw [if_pos h, if_pos h]
        have hx : x - y < x := sub_lt (Nat.lt_of_lt_of_le hy h) hy
        rw [ih g (x - y) (Nat.lt_of_lt_of_le hx (le_of_lt_succ hf))
          (Nat.lt_of_lt_of_le hx (le_of_lt_succ hg))]
      · rw [if_neg h, if_neg h]

theorem div_eq_of_lt {a b : Nat} (h : a < b) : a / b = 0 := by
  show Nat.div a b = 0
  rw [Nat.div, if_pos (pos_of_lt h), Nat.divCore, if_neg (Nat.not_le_of_gt h)]
theorem mod_eq_of_lt {a b : Nat} (h : a < b) : a % b = a := by
  show Nat.mod a b = a
  rw [Nat.mod, if_pos (pos_of_lt h), Nat.modCore, if_neg (Nat.not_le_of_gt h)]
theorem div_eq_sub_div {b a : Nat} (h₁ : 0 < b) (h₂ : b ≤ a) : a / b = (a - b) / b + 1 := by
  show Nat.div a b = Nat.div (a - b) b + 1
  rw [Nat.div, Nat.div, if_pos h₁, if_pos h₁, Nat.divCore, if_pos h₂]
  rw [divCore_fuel h₁ a (a - b + 1) (a - b) (sub_lt (Nat.lt_of_lt_of_le h₁ h₂) h₁) (lt_add_one _)]
@[simp] protected theorem div_zero (b : Nat) : b / 0 = 0 := rfl
@[simp] theorem mod_zero (a : Nat) : a % 0 = a := rfl
theorem mod_eq_sub_mod {a b : Nat} (h : a ≥ b) : a % b = (a - b) % b := by
  cases eq_zero_or_pos b with
  | inl e => subst e; rfl
  | inr h₁ =>
    show Nat.mod a b = Nat.mod (a - b) b
    rw [Nat.mod, Nat.mod, if_pos h₁, if_pos h₁, Nat.modCore, if_pos h]
    rw [modCore_fuel h₁ a (a - b + 1) (a - b) (sub_lt (Nat.lt_of_lt_of_le h₁ h) h₁) (lt_add_one _)]
theorem div_eq (x y : Nat) : x / y = if 0 < y ∧ y ≤ x then (x - y) / y + 1 else 0 := by
  by_cases h : 0 < y ∧ y ≤ x
  · rw [if_pos h, div_eq_sub_div h.1 h.2]
  · rw [if_neg h]
    cases eq_zero_or_pos y with
    | inl e => subst e; rfl
    | inr hy => exact div_eq_of_lt (Nat.not_le.mp fun h' => h ⟨hy, h'⟩)
theorem mod_eq (x y : Nat) : x % y = if 0 < y ∧ y ≤ x then (x - y) % y else x := by
  by_cases h : 0 < y ∧ y ≤ x
  · rw [if_pos h, mod_eq_sub_mod h.2]
  · rw [if_neg h]
    cases eq_zero_or_pos y with
    | inl e => subst e; rfl
    | inr hy => exact mod_eq_of_lt (Nat.not_le.mp fun h' => h ⟨hy, h'⟩)
@[elab_as_elim] theorem div.inductionOn {motive : Nat → Nat → Prop} (x y : Nat)
    (ind : ∀ x y, 0 < y ∧ y ≤ x → motive (x - y) y → motive x y)
    (base : ∀ x y, ¬(0 < y ∧ y ≤ x) → motive x y) : motive x y := by
  refine Nat.strongRecOn (motive := fun x => motive x y) x fun x ih => ?_
  by_cases h : 0 < y ∧ y ≤ x
  · exact ind x y h (ih (x - y) (sub_lt (Nat.lt_of_lt_of_le h.1 h.2) h.1))
  · exact base x y h

/-! ## Division with remainder -/

theorem div_add_mod (m n : Nat) : n * (m / n) + m % n = m := by
  refine div.inductionOn (motive := fun m n => n * (m / n) + m % n = m) m n ?_ ?_
  · intro m n h ih
    rw [div_eq_sub_div h.1 h.2, mod_eq_sub_mod h.2, Nat.mul_add_one, Nat.add_right_comm, ih,
      Nat.sub_add_cancel h.2]
  · intro m n h
    rw [div_eq, if_neg h, mod_eq, if_neg h, Nat.mul_zero, Nat.zero_add]
theorem mod_add_div (m k : Nat) : m % k + k * (m / k) = m := by rw [Nat.add_comm, div_add_mod]
theorem mod_lt (x : Nat) {y : Nat} : y > 0 → x % y < y := by
  refine div.inductionOn (motive := fun x y => y > 0 → x % y < y) x y ?_ ?_
  · intro x y h ih hy
    rw [mod_eq_sub_mod h.2]
    exact ih hy
  · intro x y h hy
    have h' : x < y := Nat.not_le.mp fun h' => h ⟨hy, h'⟩
    rw [mod_eq_of_lt h']
    exact h'
theorem mod_le (x y : Nat) : x % y ≤ x := by
  have e := div_add_mod x y
  exact Nat.le_trans (le_add_left _ (y * (x / y))) (Nat.le_of_eq e)
theorem mul_div_le (m n : Nat) : n * (m / n) ≤ m :=
  Nat.le_trans (le_add_right _ (m % n)) (Nat.le_of_eq (div_add_mod m n))
theorem div_mul_le_self (m n : Nat) : m / n * n ≤ m := by rw [Nat.mul_comm]; exact mul_div_le m n
theorem lt_mul_div_succ (a : Nat) {b : Nat} (hb : 0 < b) : a < b * (a / b + 1) := by
  have h := Nat.add_lt_add_left (mod_lt a hb) (b * (a / b))
  rwa [div_add_mod] at h
theorem le_div_iff_mul_le {k x y : Nat} (k0 : 0 < k) : x ≤ y / k ↔ x * k ≤ y :=
  ⟨fun h => Nat.le_trans (Nat.mul_le_mul_right k h) (div_mul_le_self y k), fun h =>
    Nat.not_lt.mp fun h' => Nat.not_le_of_gt (lt_mul_div_succ y k0) (by
      rw [Nat.mul_comm]
      exact Nat.le_trans (Nat.mul_le_mul_right k (succ_le_of_lt h')) h)⟩
theorem div_lt_iff_lt_mul {k x y : Nat} (Hk : 0 < k) : x / k < y ↔ x < y * k := by
  rw [← Nat.not_le, ← Nat.not_le, le_div_iff_mul_le Hk]
theorem div_le_self (n k : Nat) : n / k ≤ n := by
  cases eq_zero_or_pos k with
  | inl e => subst e; exact zero_le n
  | inr h =>
    refine Nat.not_lt.mp fun h' => ?_
    have := (le_div_iff_mul_le h).mp (succ_le_of_lt h')
    exact Nat.not_le_of_gt (lt_add_one n) (Nat.le_trans (Nat.le_mul_of_pos_right _ h) this)
theorem div_lt_self {n k : Nat} (hLtN : 0 < n) (hLtK : 1 < k) : n / k < n := by
  rw [div_lt_iff_lt_mul (pos_of_lt hLtK)]
  exact Nat.lt_of_lt_of_le (by rw [Nat.mul_one]; exact lt_add_one n)
    (Nat.le_trans (succ_le_of_lt (Nat.mul_lt_mul_of_pos_left hLtK hLtN)) (Nat.le_refl _))
@[simp] theorem zero_mod (b : Nat) : 0 % b = 0 := eq_zero_of_le_zero (mod_le 0 b)
@[simp] theorem mod_self (n : Nat) : n % n = 0 := by
  rw [mod_eq_sub_mod (Nat.le_refl n), Nat.sub_self, zero_mod]
@[simp] protected theorem zero_div (b : Nat) : 0 / b = 0 := eq_zero_of_le_zero (div_le_self 0 b)
@[simp] theorem mod_one (x : Nat) : x % 1 = 0 := lt_one_iff.mp (mod_lt x zero_lt_one)
@[simp] protected theorem div_one (n : Nat) : n / 1 = n := by
  have h := div_add_mod n 1
  rwa [mod_one, Nat.one_mul] at h
@[simp] theorem add_mod_right (x z : Nat) : (x + z) % z = x % z := by
  rw [mod_eq_sub_mod (le_add_left z x), Nat.add_sub_cancel]
@[simp] theorem add_mod_left (x z : Nat) : (x + z) % x = z % x := by
  rw [Nat.add_comm, add_mod_right]
@[simp] theorem add_mul_mod_self_left (x y z : Nat) : (x + y * z) % y = x % y := by
  induction z with
  | zero => rfl
  | succ z ih => rw [Nat.mul_add_one, ← Nat.add_assoc, add_mod_right, ih]
@[simp] theorem add_mul_mod_self_right (x y z : Nat) : (x + y * z) % z = x % z := by
  rw [Nat.mul_comm, add_mul_mod_self_left]
@[simp] theorem mul_mod_right (m n : Nat) : (m * n) % m = 0 := by
  have h := add_mul_mod_self_left 0 m n
  rwa [Nat.zero_add, zero_mod] at h
@[simp] theorem mul_mod_left (m n : Nat) : (m * n) % n = 0 := by rw [Nat.mul_comm, mul_mod_right]
@[simp] theorem mod_mod (a n : Nat) : (a % n) % n = a % n := by
  cases eq_zero_or_pos n with
  | inl e => subst e; rfl
  | inr h => exact mod_eq_of_lt (mod_lt a h)
theorem add_div_right (x : Nat) {z : Nat} (H : 0 < z) : (x + z) / z = x / z + 1 := by
  rw [div_eq_sub_div H (le_add_left z x), Nat.add_sub_cancel]
theorem add_div_left (x : Nat) {z : Nat} (H : 0 < z) : (z + x) / z = x / z + 1 := by
  rw [Nat.add_comm, add_div_right x H]
theorem add_mul_div_left (x z : Nat) {y : Nat} (H : 0 < y) : (x + y * z) / y = x / y + z := by
  induction z with
  | zero => rfl
  | succ z ih => rw [Nat.mul_add_one, ← Nat.add_assoc, add_div_right _ H, ih]; rfl
theorem add_mul_div_right (x y : Nat) {z : Nat} (H : 0 < z) : (x + y * z) / z = x / z + y := by
  rw [Nat.mul_comm, add_mul_div_left x y H]
protected theorem mul_div_cancel (m : Nat) {n : Nat} (H : 0 < n) : m * n / n = m := by
  have h := add_mul_div_right 0 m H
  rwa [Nat.zero_add, Nat.zero_div, Nat.zero_add] at h
protected theorem mul_div_cancel_left (m : Nat) {n : Nat} (H : 0 < n) : n * m / n = m := by
  rw [Nat.mul_comm, Nat.mul_div_cancel m H]
theorem mod_two_eq_zero_or_one (n : Nat) : n % 2 = 0 ∨ n % 2 = 1 := by
  have h := mod_lt n Nat.two_pos
  cases eq_zero_or_pos (n % 2) with
  | inl e => exact .inl e
  | inr h' => exact .inr (Nat.le_antisymm (le_of_lt_succ h) h')

/-! ## Divisibility -/

protected theorem dvd_refl (a : Nat) : a ∣ a := ⟨1, (Nat.mul_one a).symm⟩
protected theorem dvd_zero (a : Nat) : a ∣ 0 := ⟨0, rfl⟩
protected theorem dvd_mul_right (a b : Nat) : a ∣ a * b := ⟨b, rfl⟩
protected theorem dvd_mul_left (a b : Nat) : a ∣ b * a := ⟨b, Nat.mul_comm b a⟩
protected theorem dvd_trans {a b c : Nat} : a ∣ b → b ∣ c → a ∣ c
  | ⟨d, hd⟩, ⟨e, he⟩ => ⟨d * e, by rw [he, hd, Nat.mul_assoc]⟩
protected theorem dvd_mul_right_of_dvd {a b : Nat} (h : a ∣ b) (c : Nat) : a ∣ b * c :=
  Nat.dvd_trans h (Nat.dvd_mul_right b c)
protected theorem dvd_mul_left_of_dvd {a b : Nat} (h : a ∣ b) (c : Nat) : a ∣ c * b :=
  Nat.dvd_trans h (Nat.dvd_mul_left b c)
protected theorem eq_zero_of_zero_dvd {a : Nat} (h : 0 ∣ a) : a = 0 :=
  let ⟨c, e⟩ := h; e.trans (Nat.zero_mul c)
protected theorem zero_dvd {n : Nat} : 0 ∣ n ↔ n = 0 :=
  ⟨Nat.eq_zero_of_zero_dvd, fun h => h ▸ Nat.dvd_zero 0⟩
attribute [simp] Nat.dvd_refl Nat.dvd_zero Nat.dvd_mul_right Nat.dvd_mul_left Nat.zero_dvd
@[simp] protected theorem one_dvd (n : Nat) : 1 ∣ n := ⟨n, (Nat.one_mul n).symm⟩
protected theorem dvd_add {m n k : Nat} (h₁ : k ∣ m) (h₂ : k ∣ n) : k ∣ m + n :=
  let ⟨d, hd⟩ := h₁
  let ⟨e, he⟩ := h₂
  ⟨d + e, by rw [hd, he, Nat.mul_add]⟩
theorem dvd_sub {k m n : Nat} (h₁ : k ∣ m) (h₂ : k ∣ n) : k ∣ m - n :=
  let ⟨d, hd⟩ := h₁
  let ⟨e, he⟩ := h₂
  ⟨d - e, by rw [hd, he, Nat.mul_sub]⟩
protected theorem dvd_add_iff_right {k m : Nat} (h : k ∣ m) {n : Nat} : k ∣ n ↔ k ∣ m + n :=
  ⟨Nat.dvd_add h, fun h' => by have := dvd_sub h' h; rwa [Nat.add_sub_cancel_left] at this⟩
protected theorem dvd_add_right {m k : Nat} (h : k ∣ m) {n : Nat} : k ∣ m + n ↔ k ∣ n :=
  (Nat.dvd_add_iff_right h).symm
theorem le_of_dvd {m n : Nat} (h1 : 0 < n) : m ∣ n → m ≤ n
  | ⟨c, e⟩ => by
    cases c with
    | zero => rw [e, Nat.mul_zero] at h1; exact absurd h1 (Nat.lt_irrefl 0)
    | succ c => rw [e]; exact Nat.le_mul_of_pos_right m (succ_pos c)
protected theorem dvd_antisymm {m n : Nat} (h₁ : m ∣ n) (h₂ : n ∣ m) : m = n := by
  cases eq_zero_or_pos n with
  | inl e => subst e; exact Nat.eq_zero_of_zero_dvd h₂
  | inr hn =>
    cases eq_zero_or_pos m with
    | inl e => subst e; exact (Nat.eq_zero_of_zero_dvd h₁).symm
    | inr hm => exact Nat.le_antisymm (le_of_dvd hn h₁) (le_of_dvd hm h₂)
theorem pos_of_dvd_of_pos {m n : Nat} (H1 : m ∣ n) (H2 : 0 < n) : 0 < m :=
  Nat.pos_of_ne_zero fun e => Nat.lt_irrefl 0 (by
    subst e; rw [Nat.eq_zero_of_zero_dvd H1] at H2; exact H2)
theorem mod_eq_zero_of_dvd {k n : Nat} : k ∣ n → n % k = 0
  | ⟨c, e⟩ => by rw [e, mul_mod_right]
theorem dvd_of_mod_eq_zero {k n : Nat} (h : n % k = 0) : k ∣ n :=
  ⟨n / k, by have e := div_add_mod n k; rw [h, Nat.add_zero] at e; exact e.symm⟩
theorem dvd_iff_mod_eq_zero {k n : Nat} : k ∣ n ↔ n % k = 0 :=
  ⟨mod_eq_zero_of_dvd, dvd_of_mod_eq_zero⟩
theorem emod_pos_of_not_dvd {a b : Nat} (h : ¬a ∣ b) : 0 < b % a :=
  Nat.pos_of_ne_zero fun e => h (dvd_of_mod_eq_zero e)
instance decidable_dvd : @DecidableRel Nat Nat (· ∣ ·) :=
  fun _ _ => decidable_of_decidable_of_iff dvd_iff_mod_eq_zero.symm
protected theorem mul_div_cancel' {n m : Nat} (H : n ∣ m) : n * (m / n) = m := by
  have e := div_add_mod m n
  rwa [mod_eq_zero_of_dvd H, Nat.add_zero] at e
protected theorem div_mul_cancel {n m : Nat} (H : n ∣ m) : m / n * n = m := by
  rw [Nat.mul_comm, Nat.mul_div_cancel' H]
theorem pred_lt_of_lt {n m : Nat} (h : m < n) : pred n < n := pred_lt (ne_zero_of_lt h)
theorem sub_succ_lt_self {a i : Nat} (h : i < a) : a - (i + 1) < a - i := by
  rw [Nat.sub_add_eq]
  exact sub_lt (Nat.sub_pos_of_lt h) zero_lt_one
end Nat
