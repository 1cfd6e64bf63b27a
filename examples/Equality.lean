/-!
# Equality

Equations between elements, functions, pairs, options and Booleans, and a few lemmas of group
theory over a structure whose fields are the axioms.
-/

namespace Examples.Equality

universe u v w

/-! ## Chains of equations -/

section Chains

variable {α : Type u} {β : Type v} {γ : Type w}

/-- Two things equal to a third are equal to each other. -/
theorem eq_of_common {a b c : α} (hac : a = c) (hbc : b = c) : a = b := by
  have hcb : c = b := by
    apply Eq.symm
    exact hbc
  calc
    a = c := by exact hac
    _ = b := by exact hcb

/-- Equal arguments in, equal results out, for a function of two arguments. -/
theorem congr_two (f : α → β → γ) {a a' : α} {b b' : β} (ha : a = a') (hb : b = b') :
    f a b = f a' b' := by
  have h₁ : f a b = f a' b := by
    rw [ha]
  have h₂ : f a' b = f a' b' := by
    rw [hb]
  calc
    f a b = f a' b := h₁
    _ = f a' b' := h₂

/-- Walking once around a square of equations. -/
theorem around_the_square {a b c d : α} (hab : a = b) (hcb : c = b) (hdc : d = c) : a = d := by
  have hbc : b = c := by
    rw [hcb]
  have hac : a = c := by
    rw [hab]
    exact hbc
  have hcd : c = d := by
    rw [hdc]
  rw [hac]
  exact hcd

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

/-- If a composition is injective, so is the function applied first. -/
theorem Injective.of_comp {g : β → γ} {f : α → β} (h : Injective (g ∘ f)) : Injective f := by
  intro x y hxy
  apply h
  show g (f x) = g (f y)
  have hg : g (f x) = g (f y) := by
    rw [hxy]
  exact hg

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

/-- A left inverse and a right inverse of the same function agree. -/
theorem inverses_agree {f : α → β} {g k : β → α} (hg : ∀ x, g (f x) = x)
    (hk : ∀ y, f (k y) = y) : ∀ y, g y = k y := by
  intro y
  have h₁ : f (k y) = y := by
    apply hk
  have h₂ : g (f (k y)) = k y := by
    apply hg
  calc
    g y = g (f (k y)) := by rw [h₁]
    _ = k y := by rw [h₂]

/-- Composition is associative, by definition. -/
theorem comp_regroup {δ : Type u} (h : γ → δ) (g : β → γ) (f : α → β) :
    (h ∘ g) ∘ f = h ∘ (g ∘ f) := rfl

end Functions

/-! ## Pairs -/

section Pairs

variable {α : Type u} {β : Type v} {γ : Type w}

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

/-- A function out of a product is the same as a function of two arguments. -/
theorem uncurry_curry (f : α × β → γ) : (fun p : α × β => (fun a b => f (a, b)) p.1 p.2) = f := by
  apply funext
  intro p
  cases p with
  | mk a b =>
    show f (a, b) = f (a, b)
    rfl

end Pairs

/-! ## Options -/

section Options

variable {α : Type u} {β : Type v} {γ : Type w}

/-- To map the identity changes nothing. -/
theorem map_identity (o : Option α) : o.map (fun x => x) = o := by
  cases o with
  | none =>
    show (none : Option α) = none
    rfl
  | some a =>
    show some a = some a
    rfl

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

/-- Chaining optional computations is associative. -/
theorem bind_regroup (o : Option α) (f : α → Option β) (g : β → Option γ) :
    (o.bind f).bind g = o.bind (fun x => (f x).bind g) := by
  cases o with
  | none =>
    have hl : ((none : Option α).bind f).bind g = none := by
      rfl
    have hr : (none : Option α).bind (fun x => (f x).bind g) = none := by
      rfl
    rw [hl, hr]
  | some a =>
    have hl : ((some a).bind f).bind g = (f a).bind g := by
      rfl
    have hr : (some a).bind (fun x => (f x).bind g) = (f a).bind g := by
      rfl
    rw [hl]
    rw [hr]

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

/-- If one of two Booleans is `true` and the other is not, it is the first or the second. -/
theorem or_of_ne {a b : Bool} (hne : a ≠ b) (hb : b = false) : a = true := by
  cases a
  · exfalso
    apply hne
    rw [hb]
  · rfl

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

/-- What is not `true` is `false`. -/
theorem eq_false_of_ne (b : Bool) (h : b ≠ true) : b = false := by
  cases b with
  | false =>
    rfl
  | true =>
    exfalso
    apply h
    rfl

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

/-- The inverse of the inverse is where one started. -/
theorem Group.inv_inv (a : G) : 𝔾.inv (𝔾.inv a) = a := by
  have h₁ : 𝔾.mul (𝔾.inv a) (𝔾.inv (𝔾.inv a)) = 𝔾.one := by
    exact 𝔾.mul_inv (𝔾.inv a)
  have h₂ : 𝔾.mul (𝔾.inv a) a = 𝔾.one := by
    exact 𝔾.inv_mul a
  have h₃ : 𝔾.mul (𝔾.inv a) (𝔾.inv (𝔾.inv a)) = 𝔾.mul (𝔾.inv a) a := by
    rw [h₁]
    rw [h₂]
  apply 𝔾.cancel_left
  exact h₃

end Groups

end Examples.Equality
