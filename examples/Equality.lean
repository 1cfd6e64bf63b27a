/-!
# Equality

Equations between elements, functions, pairs, options and Booleans, and a few lemmas of group
theory over a structure whose fields are the axioms.
-/

namespace Examples.Equality

universe u v w

/-! ## Chains of equations -/

section Chains

variable {α : Type u}

/-- Two things equal to a third are equal to each other. -/
theorem eq_of_common {a b c : α} (hac : a = c) (hbc : b = c) : a = b := by
  have hcb : c = b := by
    apply Eq.symm
    exact hbc
  calc
    a = c := by exact hac
    _ = b := by exact hcb

end Chains

/-! ## Functions -/

section Functions

variable {α : Type u} {β : Type v} {γ : Type w}

/-- Different inputs give different outputs. -/
def Injective (f : α → β) : Prop := ∀ ⦃x y⦄, f x = f y → x = y

/-- Every value is reached. -/
def Surjective (f : α → β) : Prop := ∀ b, ∃ a, f a = b

/-- A composition of injective functions is injective. -/
theorem Injective.comp {g : β → γ} {f : α → β} (hg : Injective g) (hf : Injective f) :
    Injective (g ∘ f) := by
  unfold Injective
  intro x
  intro y
  intro h
  have hgf : g (f x) = g (f y) := by
    exact h
  have hfxy : f x = f y := by
    apply hg
    exact hgf
  apply hf
  exact hfxy

/-- A composition of surjective functions is surjective. -/
theorem Surjective.comp {g : β → γ} {f : α → β} (hg : Surjective g) (hf : Surjective f) :
    Surjective (g ∘ f) := by
  intro c
  have hc : ∃ b, g b = c := by
    apply hg
  obtain ⟨b, hb⟩ := hc
  have hb' : ∃ a, f a = b := by
    apply hf
  obtain ⟨a, ha⟩ := hb'
  refine ⟨a, ?_⟩
  show g (f a) = c
  rw [ha]
  exact hb

/-- A function with a left inverse is injective. -/
theorem injective_of_leftInverse {f : α → β} {g : β → α} (h : ∀ x, g (f x) = x) :
    Injective f := by
  intro x y hxy
  have hx : g (f x) = x := by
    exact h x
  have hy : g (f y) = y := by
    exact h y
  have hgg : g (f x) = g (f y) := by
    rw [hxy]
  calc
    x = g (f x) := by rw [hx]
    _ = g (f y) := by rw [hgg]
    _ = y := by rw [hy]

/-- Composition is associative, by definition. -/
theorem comp_regroup {δ : Type u} (h : γ → δ) (g : β → γ) (f : α → β) :
    (h ∘ g) ∘ f = h ∘ (g ∘ f) := rfl

end Functions

/-! ## Pairs -/

section Pairs

variable {α : Type u} {β : Type v}

/-- The pair with its components exchanged. -/
def exchange : α × β → β × α
  | (a, b) => (b, a)

/-- To exchange twice is to do nothing. -/
theorem exchange_exchange (p : α × β) : exchange (exchange p) = p := by
  obtain ⟨a, b⟩ := p
  have h : exchange (a, b) = (b, a) := by
    rfl
  have h' : exchange (b, a) = (a, b) := by
    rfl
  rw [h]
  rw [h']

/-- Pairs are equal when their components are. -/
theorem pair_eq_iff {a a' : α} {b b' : β} : (a, b) = (a', b') ↔ a = a' ∧ b = b' := by
  constructor
  · intro h
    injection h with ha hb
    constructor
    · exact ha
    · exact hb
  · intro h
    obtain ⟨ha, hb⟩ := h
    subst ha
    subst hb
    rfl

end Pairs

/-! ## Options -/

section Options

variable {α : Type u} {β : Type v} {γ : Type w}

/-- To map twice is to map the composition. -/
theorem map_twice (g : β → γ) (f : α → β) (o : Option α) :
    (o.map f).map g = o.map (fun x => g (f x)) := by
  cases o with
  | none =>
    have hl : ((none : Option α).map f).map g = none := by
      rfl
    have hr : (none : Option α).map (fun x => g (f x)) = none := by
      rfl
    rw [hl]
    rw [hr]
  | some a =>
    have hl : ((some a).map f).map g = some (g (f a)) := by
      rfl
    have hr : (some a).map (fun x => g (f x)) = some (g (f a)) := by
      rfl
    rw [hl]
    rw [hr]

/-- Only `none` is mapped to `none`. -/
theorem map_none_iff (f : α → β) (o : Option α) : o.map f = none ↔ o = none := by
  constructor
  · intro h
    cases o with
    | none =>
      rfl
    | some a =>
      exfalso
      have h' : some (f a) = none := by
        exact h
      contradiction
  · intro h
    subst h
    rfl

end Options

/-! ## Booleans -/

section Booleans

/-- De Morgan's law for Booleans, by the truth table. -/
theorem not_and_table (a b : Bool) : (!(a && b)) = (!a || !b) := by
  cases a
  · cases b
    · rfl
    · rfl
  · cases b
    · rfl
    · rfl

/-- Disjunction distributes over conjunction, by the truth table, with the machine doing most of
the writing. -/
theorem or_and_table (a b c : Bool) : (a || (b && c)) = ((a || b) && (a || c)) := by
  cases a <;> cases b <;> cases c
  all_goals first | rfl | simp

/-- Exclusive or, by its table. -/
@[simp] def parity : Bool → Bool → Bool
  | true, b => !b
  | false, b => b

/-- Exclusive or is associative, by the truth table. -/
theorem parity_regroup (a b c : Bool) : parity (parity a b) c = parity a (parity b c) := by
  cases a with
  | false =>
    have h₁ : parity false b = b := by
      rfl
    have h₂ : parity false (parity b c) = parity b c := by
      rfl
    rw [h₁, h₂]
  | true =>
    cases b with
    | false =>
      cases c with
      | false => rfl
      | true => rfl
    | true =>
      cases c with
      | false => rfl
      | true => rfl

/-- Three applications of a function on `Bool` are as good as one. -/
theorem three_is_one (f : Bool → Bool) (b : Bool) : f (f (f b)) = f b := by
  cases b with
  | false =>
    cases hf : f false with
    | false =>
      rw [hf]
      rw [hf]
    | true =>
      cases ht : f true with
      | false =>
        rw [hf]
      | true =>
        rw [ht]
  | true =>
    cases ht : f true with
    | false =>
      cases hf : f false with
      | false =>
        rw [hf]
      | true =>
        rw [ht]
    | true =>
      rw [ht]
      rw [ht]

end Booleans

/-! ## Groups -/

section Groups

/-- A group: an associative operation with a unit and inverses, all on the left. -/
structure Group (G : Type u) where
  /-- The product. -/
  mul : G → G → G
  /-- The unit. -/
  one : G
  /-- The inverse. -/
  inv : G → G
  assoc : ∀ a b c, mul (mul a b) c = mul a (mul b c)
  one_mul : ∀ a, mul one a = a
  inv_mul : ∀ a, mul (inv a) a = one

variable {G : Type u} (𝔾 : Group G)

/-- Equal factors on the left can be cancelled. -/
theorem Group.cancel_left {a b c : G} (h : 𝔾.mul a b = 𝔾.mul a c) : b = c := by
  have h₁ : 𝔾.mul (𝔾.inv a) (𝔾.mul a b) = 𝔾.mul (𝔾.inv a) (𝔾.mul a c) := by
    rw [h]
  have h₂ : 𝔾.mul (𝔾.inv a) (𝔾.mul a b) = b := by
    rw [← 𝔾.assoc]
    rw [𝔾.inv_mul]
    rw [𝔾.one_mul]
  have h₃ : 𝔾.mul (𝔾.inv a) (𝔾.mul a c) = c := by
    rw [← 𝔾.assoc]
    rw [𝔾.inv_mul]
    rw [𝔾.one_mul]
  calc
    b = 𝔾.mul (𝔾.inv a) (𝔾.mul a b) := by rw [h₂]
    _ = 𝔾.mul (𝔾.inv a) (𝔾.mul a c) := by rw [h₁]
    _ = c := by rw [h₃]

/-- The unit on the left is a unit on the right. -/
theorem Group.mul_one (a : G) : 𝔾.mul a 𝔾.one = a := by
  have h : 𝔾.mul (𝔾.inv a) (𝔾.mul a 𝔾.one) = 𝔾.mul (𝔾.inv a) a := by
    rw [← 𝔾.assoc]
    rw [𝔾.inv_mul]
    rw [𝔾.one_mul]
  apply 𝔾.cancel_left
  exact h

/-- The inverse on the left is an inverse on the right. -/
theorem Group.mul_inv (a : G) : 𝔾.mul a (𝔾.inv a) = 𝔾.one := by
  have h : 𝔾.mul (𝔾.inv a) (𝔾.mul a (𝔾.inv a)) = 𝔾.mul (𝔾.inv a) 𝔾.one := by
    calc
      𝔾.mul (𝔾.inv a) (𝔾.mul a (𝔾.inv a))
          = 𝔾.mul (𝔾.mul (𝔾.inv a) a) (𝔾.inv a) := by rw [𝔾.assoc]
      _ = 𝔾.mul 𝔾.one (𝔾.inv a) := by rw [𝔾.inv_mul]
      _ = 𝔾.inv a := by rw [𝔾.one_mul]
      _ = 𝔾.mul (𝔾.inv a) 𝔾.one := by rw [𝔾.mul_one]
  exact 𝔾.cancel_left h

end Groups

end Examples.Equality
