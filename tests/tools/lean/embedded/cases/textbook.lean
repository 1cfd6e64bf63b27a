variable (p q r s : Prop)
theorem t1 : p → q → p := fun hp => fun _ => hp
example : p ∧ q ↔ q ∧ p :=
  Iff.intro
    (fun h : p ∧ q => show q ∧ p from And.intro (And.right h) (And.left h))
    (fun h : q ∧ p => ⟨h.right, h.left⟩)
example (h : p ∨ q) : q ∨ p :=
  Or.elim h (fun hp : p => show q ∨ p from Or.intro_right q hp) (fun hq => Or.intro_left p hq)
open Classical
theorem dne {p : Prop} (h : ¬¬p) : p :=
  Or.elim (em p) (fun hp : p => hp) (fun hnp : ¬p => absurd hnp h)
example (h : ¬¬p) : p := byCases (fun h1 : p => h1) (fun h1 : ¬p => absurd h1 h)
example (h : ¬¬p) : p := byContradiction (fun h1 : ¬p => show False from h h1)
example (h : ¬(p ∧ q)) : ¬p ∨ ¬q :=
  Or.elim (em p) (fun hp : p => Or.inr (show ¬q from fun hq : q => h ⟨hp, hq⟩)) (fun hp => Or.inl hp)
example (α : Type) (p q : α → Prop) : (∀ x : α, p x ∧ q x) → ∀ y : α, p y :=
  fun h : ∀ x : α, p x ∧ q x => fun y : α => show p y from (h y).left
example (α : Type) (r : α → α → Prop) (trans_r : ∀ x y z, r x y → r y z → r x z) (a b c : α) (hab : r a b) (hbc : r b c) : r a c := trans_r a b c hab hbc
example (f : Nat → Nat) (a : Nat) : (fun x => f x) a = f a := rfl
example (a b : Nat) (h : a = b) : b + 1 = a + 1 := by rw [h]
theorem T (a b c d e : Nat) (h1 : a = b) (h2 : b = c + 1) (h3 : c = d) (h4 : e = 1 + d) : a = e := by
  calc
    a = b := by rw [h1]
    _ = c + 1 := by rw [h2]
    _ = d + 1 := by rw [h3]
    _ = 1 + d := by rw [Nat.add_comm]
    _ = e := by rw [h4]
example (a b c d e : Nat) (h1 : a = b) (h2 : b = c + 1) (h3 : c = d) (h4 : e = 1 + d) : a = e := by simp [h1, h2, h3, Nat.add_comm, h4]
theorem mulsq (x y : Nat) : (x + y) * (x + y) = x * x + y * x + x * y + y * y :=
  calc
    (x + y) * (x + y) = (x + y) * x + (x + y) * y := by rw [Nat.mul_add]
    _ = x * x + y * x + (x + y) * y := by rw [Nat.add_mul]
    _ = x * x + y * x + (x * y + y * y) := by rw [Nat.add_mul]
    _ = x * x + y * x + x * y + y * y := by rw [←Nat.add_assoc]
example (x y : Nat) : (x + y) * (x + y) = x * x + y * x + x * y + y * y := by simp [Nat.mul_add, Nat.add_mul, ←Nat.add_assoc]
def divides (x y : Nat) : Prop := ∃ k, k*x = y
def divides_trans {x y z : Nat} (h₁ : divides x y) (h₂ : divides y z) : divides x z :=
  let ⟨k₁, d₁⟩ := h₁
  let ⟨k₂, d₂⟩ := h₂
  ⟨k₁ * k₂, by rw [Nat.mul_comm k₁ k₂, Nat.mul_assoc, d₁, d₂]⟩
example (x y z : Nat) (h : x > 0) : ∃ y, y < x := ⟨0, h⟩
example : ∃ x : Nat, x > 0 := have h : 1 > 0 := Nat.zero_lt_succ 0; Exists.intro 1 h
def IsEven (a : Nat) := ∃ b, a = 2 * b
theorem even_plus_even (h1 : IsEven a) (h2 : IsEven b) : IsEven (a + b) :=
  match h1, h2 with
  | ⟨w1, hw1⟩, ⟨w2, hw2⟩ => ⟨w1 + w2, by rw [hw1, hw2, Nat.mul_add]⟩
example (f : Nat → Nat) (h : ∀ x : Nat, f x ≤ f (x + 1)) : f 0 ≤ f 1 := have : f 0 ≤ f 1 := h 0; this
example (f : Nat → Nat) (h : ∀ x : Nat, f x ≤ f (x + 1)) : f 0 ≥ f 1 → f 0 = f 1 :=
  fun _ : f 0 ≥ f 1 => show f 0 = f 1 from Nat.le_antisymm (h 0) ‹f 0 ≥ f 1›
example : ∀ a b c d : Nat, a = b → a = d → a = c → c = b := by
  intros
  apply Eq.trans
  apply Eq.symm
  assumption
  assumption
example : ∀ a b c d : Nat, a = b → a = d → a = c → c = b := by
  unhygienic
  intros
  apply Eq.trans
  apply Eq.symm
  exact a_3
  exact a_1
example (y : Nat) : (fun x : Nat => 0) y = 0 := by rfl
example : 3 = 3 := by
  generalize 3 = x
  revert x
  intro y
  rfl
example (x : Nat) (h : x = x + 0) : x = 0 + x := by
  conv => rhs; rw [Nat.zero_add]
example (p q : Nat → Prop) : (∃ x, p x ∧ q x) → ∃ x, q x ∧ p x := by
  intro h
  cases h with
  | intro x hpq => 
    cases hpq with
    | intro hp hq => 
      exists x
def swap_pair : α × β → β × α := by
  intro p
  cases p
  constructor <;> assumption
open Nat in
example (P : Nat → Prop) (h₀ : P 0) (h₁ : ∀ n, P (succ n)) (m : Nat) : P m := by
 cases m with
 | zero    => exact h₀
 | succ m' => exact h₁ m'
example (p q r : Prop) (hp : p) : (p ∨ q ∨ r) ∧ (q ∨ p ∨ r) ∧ (q ∨ r ∨ p) := by
  refine ⟨?_, ?_, ?_⟩ <;> simp [hp]
example (x y z : Nat) (p : Nat → Prop) (h : p (x * y + z * x)) (h1 : p 0) : p (y * x + x * z) := by rw [Nat.mul_comm y x, Nat.mul_comm x z]; assumption
example (x y : Nat) : (if x = y ∧ True then 1 else 2) = if x = y then 1 else 2 := by simp
def f (x y z : Nat) : Nat :=
  match x, y, z with
  | 5, _, _ => y
  | _, 5, _ => y
  | _, _, 5 => y
  | _, _, _ => 1
example (x y z : Nat) : x ≠ 5 → y ≠ 5 → z ≠ 5 → z = w → f x y w = 1 := by
  intros
  simp [f]
  split
  . contradiction
  . contradiction
  . contradiction
  . rfl
structure Point (α : Type u) where
  x : α
  y : α
  deriving Repr
example : (∀ x < 5, x ≤ 4) := by decide
example : ∃ x, x < 5 ∧ x * x = 9 := ⟨3, by decide⟩
instance : Inhabited Prop where default := True
example (a b c : Nat) (h : a < b) (hc : 0 < c) : a * c < b * c := Nat.mul_lt_mul_of_pos_right h hc
example (a b : Nat) : a - b ≤ a := Nat.sub_le a b
example (n : Nat) : n.succ ≠ 0 := Nat.succ_ne_zero n
example (n : Nat) (h : 1 ≤ n) : n ≠ 0 := Nat.one_le_iff_ne_zero.mp h
example : ∀ x, x ≤ 4 → x * x < 17 := by decide
example : ∃ x, x < 5 ∧ x * x = 9 := by decide
