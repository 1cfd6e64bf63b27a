/-
Pairs, subtypes, dependent pairs and sums: functions, when two are equal, and decidable equality.
-/
prelude
import Init.Bool
import Init.BoundedQuantifiers

set_option linter.unusedVariables false
universe u v w x y

/-! ## Pairs -/

namespace Prod
variable {α : Type u} {β : Type v} {γ : Type w} {δ : Type x}

@[simp] protected theorem eta : (p : α × β) → (p.fst, p.snd) = p | (_, _) => rfl
@[ext] protected theorem ext : {p q : α × β} → p.fst = q.fst → p.snd = q.snd → p = q
  | (_, _), (_, _), rfl, rfl => rfl
@[simp] theorem mk.eta : (p : α × β) → (p.1, p.2) = p | (_, _) => rfl
@[simp] protected theorem «forall» {p : α × β → Prop} : (∀ x, p x) ↔ ∀ a b, p (a, b) :=
  ⟨fun h a b => h (a, b), fun h ⟨a, b⟩ => h a b⟩
@[simp] protected theorem «exists» {p : α × β → Prop} : (∃ x, p x) ↔ ∃ a b, p (a, b) :=
  ⟨fun ⟨⟨a, b⟩, h⟩ => ⟨a, b, h⟩, fun ⟨a, b, h⟩ => ⟨(a, b), h⟩⟩
def map (f : α → γ) (g : β → δ) : (p : α × β) → γ × δ | (a, b) => (f a, g b)
@[simp] theorem map_apply (f : α → γ) (g : β → δ) (x) (y) : Prod.map f g (x, y) = (f x, g y) := rfl
@[simp] theorem map_fst (f : α → γ) (g : β → δ) (x) : (Prod.map f g x).1 = f x.1 := rfl
@[simp] theorem map_snd (f : α → γ) (g : β → δ) (x) : (Prod.map f g x).2 = g x.2 := rfl
def swap : α × β → β × α := fun p => (p.2, p.1)
@[simp] theorem swap_swap : (x : α × β) → swap (swap x) = x | ⟨_, _⟩ => rfl
@[simp] theorem fst_swap {p : α × β} : (swap p).1 = p.2 := rfl
@[simp] theorem snd_swap {p : α × β} : (swap p).2 = p.1 := rfl
@[simp] theorem swap_prod_mk {a : α} {b : β} : swap (a, b) = (b, a) := rfl
theorem eq_iff_fst_eq_snd_eq : {p q : α × β} → p = q ↔ p.1 = q.1 ∧ p.2 = q.2
  | ⟨_, _⟩, ⟨_, _⟩ => ⟨fun h => h ▸ ⟨rfl, rfl⟩, fun ⟨h₁, h₂⟩ => Prod.ext h₁ h₂⟩
end Prod

gen_injective_theorems% Prod

instance instDecidableEqProd {α : Type u} {β : Type v} [DecidableEq α] [DecidableEq β] :
    DecidableEq (α × β)
  | (a, b), (a', b') =>
    if h₁ : a = a' then
      if h₂ : b = b' then isTrue (h₁ ▸ h₂ ▸ rfl)
      else isFalse fun h => h₂ (congrArg Prod.snd h)
    else isFalse fun h => h₁ (congrArg Prod.fst h)
instance Prod.instInhabited {α : Type u} {β : Type v} [Inhabited α] [Inhabited β] :
    Inhabited (α × β) := ⟨(default, default)⟩

/-! ## Subtypes -/

namespace Subtype
variable {α : Sort u} {p : α → Prop}
@[ext] protected theorem ext : {a1 a2 : {x // p x}} → a1.val = a2.val → a1 = a2
  | ⟨_, _⟩, ⟨_, _⟩, rfl => rfl
protected theorem eq {a1 a2 : {x // p x}} (h : a1.val = a2.val) : a1 = a2 := Subtype.ext h
@[simp] theorem eta (a : {x // p x}) (h : p a.val) : mk a.val h = a := rfl
@[simp] protected theorem «forall» {q : {a // p a} → Prop} : (∀ x, q x) ↔ ∀ a b, q ⟨a, b⟩ :=
  ⟨fun h a b => h ⟨a, b⟩, fun h ⟨a, b⟩ => h a b⟩
@[simp] protected theorem «exists» {q : {a // p a} → Prop} : (∃ x, q x) ↔ ∃ a b, q ⟨a, b⟩ :=
  ⟨fun ⟨⟨a, b⟩, h⟩ => ⟨a, b, h⟩, fun ⟨a, b, h⟩ => ⟨⟨a, b⟩, h⟩⟩
end Subtype

/-! ## More about pairs -/

namespace Prod
variable {α : Type u} {β : Type v} {γ : Type w} {δ : Type x} {ε : Type y}

@[simp] theorem map_id : Prod.map (@id α) (@id β) = id := rfl
@[simp] theorem map_id' : Prod.map (fun a : α => a) (fun b : β => b) = fun x => x := rfl
theorem map_comp_map {ζ : Type v} (f : α → β) (f' : γ → δ) (g : β → ε) (g' : δ → ζ) :
    Prod.map g g' ∘ Prod.map f f' = Prod.map (g ∘ f) (g' ∘ f') := rfl
theorem map_map {ζ : Type v} (f : α → β) (f' : γ → δ) (g : β → ε) (g' : δ → ζ) (x : α × γ) :
    Prod.map g g' (Prod.map f f' x) = Prod.map (g ∘ f) (g' ∘ f') x := rfl
@[simp] theorem swap_swap_eq : swap ∘ swap = @id (α × β) := rfl
@[simp] theorem swap_inj {p q : α × β} : swap p = swap q ↔ p = q :=
  ⟨fun h => congrArg swap h, fun h => congrArg swap h⟩
end Prod

theorem Prod.mk_inj {α : Type u} {β : Type v} {a₁ a₂ : α} {b₁ b₂ : β} :
    (a₁, b₁) = (a₂, b₂) ↔ a₁ = a₂ ∧ b₁ = b₂ := iff_of_eq (Prod.mk.injEq ..)
theorem Prod.mk_right_inj {α : Type u} {β : Type v} {a : α} {b₁ b₂ : β} :
    (a, b₁) = (a, b₂) ↔ b₁ = b₂ := by rw [Prod.mk_inj]; exact and_iff_right rfl
theorem Prod.mk_left_inj {α : Type u} {β : Type v} {a₁ a₂ : α} {b : β} :
    (a₁, b) = (a₂, b) ↔ a₁ = a₂ := by rw [Prod.mk_inj]; exact and_iff_left rfl

instance instBEqProd {α : Type u} {β : Type v} [BEq α] [BEq β] : BEq (α × β) :=
  ⟨fun (a₁, b₁) (a₂, b₂) => a₁ == a₂ && b₁ == b₂⟩
instance Prod.instLawfulBEq {α : Type u} {β : Type v} [BEq α] [BEq β] [LawfulBEq α]
    [LawfulBEq β] : LawfulBEq (α × β) where
  eq_of_beq {p q} h :=
    have both := Bool.and_eq_true_iff.mp h
    Prod.ext (eq_of_beq both.left) (eq_of_beq both.right)
  rfl {p} := Bool.and_eq_true_iff.mpr ⟨ReflBEq.rfl, ReflBEq.rfl⟩

/-! ## More about subtypes -/

namespace Subtype
variable {α : Type u} {p : α → Prop}
theorem exists_of_subtype : {x // p x} → ∃ x, p x | ⟨a, h⟩ => ⟨a, h⟩
end Subtype
instance Subtype.instDecidableEq {α : Type u} {p : α → Prop} [DecidableEq α] :
    DecidableEq {x : α // p x} := fun ⟨a, ha⟩ ⟨b, hb⟩ =>
  if h : a = b then isTrue (Subtype.ext h) else isFalse fun e => h (congrArg Subtype.val e)

/-! ## Dependent pairs -/

gen_injective_theorems% Sigma
gen_injective_theorems% PSigma
gen_injective_theorems% PProd

theorem Sigma.ext {α : Type u} {β : α → Type v} : {s t : Sigma β} → s.1 = t.1 → HEq s.2 t.2 → s = t
  | ⟨_, _⟩, ⟨_, _⟩, rfl, .refl _ => rfl
attribute [ext] Sigma.ext
theorem PSigma.ext {α : Sort u} {β : α → Sort v} :
    {s t : PSigma β} → s.1 = t.1 → HEq s.2 t.2 → s = t
  | ⟨_, _⟩, ⟨_, _⟩, rfl, .refl _ => rfl
attribute [ext] PSigma.ext
@[simp] protected theorem Sigma.eta {α : Type u} {β : α → Type v} (p : Sigma β) :
    Sigma.mk p.1 p.2 = p := rfl

/-! ## Sums -/

gen_injective_theorems% Sum
gen_injective_theorems% PSum

namespace Sum
variable {α : Type u} {β : Type v} {α' : Type w} {β' : Type x}

protected def elim {γ : Sort y} (f : α → γ) (g : β → γ) : α ⊕ β → γ
  | inl a => f a
  | inr b => g b
protected def map (f : α → α') (g : β → β') : α ⊕ β → α' ⊕ β' :=
  Sum.elim (fun a => inl (f a)) (fun b => inr (g b))
def swap : α ⊕ β → β ⊕ α := Sum.elim inr inl
def isLeft : α ⊕ β → Bool
  | inl _ => true
  | inr _ => false
def isRight : α ⊕ β → Bool
  | inl _ => false
  | inr _ => true
def getLeft? : α ⊕ β → Option α
  | inl a => some a
  | inr _ => none
def getRight? : α ⊕ β → Option β
  | inl _ => none
  | inr b => some b
@[simp] theorem elim_inl {γ : Sort y} (f : α → γ) (g : β → γ) (x : α) :
    Sum.elim f g (inl x) = f x := rfl
@[simp] theorem elim_inr {γ : Sort y} (f : α → γ) (g : β → γ) (x : β) :
    Sum.elim f g (inr x) = g x := rfl
@[simp] theorem map_inl (f : α → α') (g : β → β') (x : α) : (inl x).map f g = inl (f x) := rfl
@[simp] theorem map_inr (f : α → α') (g : β → β') (x : β) : (inr x).map f g = inr (g x) := rfl
@[simp] theorem map_id_id : Sum.map (@id α) (@id β) = id := by funext s; cases s <;> rfl
@[simp] theorem swap_inl {x : α} : swap (inl x : α ⊕ β) = inr x := rfl
@[simp] theorem swap_inr {x : β} : swap (inr x : α ⊕ β) = inl x := rfl
@[simp] theorem swap_swap (s : α ⊕ β) : swap (swap s) = s := by cases s <;> rfl
@[simp] theorem swap_swap_eq : swap ∘ swap = @id (α ⊕ β) := funext swap_swap
@[simp] theorem isLeft_inl {x : α} : (inl x : α ⊕ β).isLeft = true := rfl
@[simp] theorem isLeft_inr {x : β} : (inr x : α ⊕ β).isLeft = false := rfl
@[simp] theorem isRight_inl {x : α} : (inl x : α ⊕ β).isRight = false := rfl
@[simp] theorem isRight_inr {x : β} : (inr x : α ⊕ β).isRight = true := rfl
@[simp] theorem getLeft?_inl {x : α} : (inl x : α ⊕ β).getLeft? = some x := rfl
@[simp] theorem getLeft?_inr {x : β} : (inr x : α ⊕ β).getLeft? = none := rfl
@[simp] theorem getRight?_inl {x : α} : (inl x : α ⊕ β).getRight? = none := rfl
@[simp] theorem getRight?_inr {x : β} : (inr x : α ⊕ β).getRight? = some x := rfl
@[simp] protected theorem «forall» {p : α ⊕ β → Prop} :
    (∀ x, p x) ↔ (∀ a, p (inl a)) ∧ ∀ b, p (inr b) :=
  ⟨fun h => ⟨fun a => h _, fun b => h _⟩, fun ⟨h₁, h₂⟩ s => match s with | inl a => h₁ a | inr b => h₂ b⟩
@[simp] protected theorem «exists» {p : α ⊕ β → Prop} :
    (∃ x, p x) ↔ (∃ a, p (inl a)) ∨ ∃ b, p (inr b) :=
  ⟨fun | ⟨inl a, h⟩ => .inl ⟨a, h⟩ | ⟨inr b, h⟩ => .inr ⟨b, h⟩,
   fun | .inl ⟨a, h⟩ => ⟨inl a, h⟩ | .inr ⟨b, h⟩ => ⟨inr b, h⟩⟩
theorem inl.inj_iff {a b : α} : (inl a : α ⊕ β) = inl b ↔ a = b := iff_of_eq (inl.injEq ..)
theorem inr.inj_iff {a b : β} : (inr a : α ⊕ β) = inr b ↔ a = b := iff_of_eq (inr.injEq ..)
theorem inl_ne_inr {a : α} {b : β} : inl a ≠ inr b := fun h => nomatch h
theorem inr_ne_inl {a : α} {b : β} : inr b ≠ inl a := fun h => nomatch h
end Sum

instance instDecidableEqSum {α : Type u} {β : Type v} [DecidableEq α] [DecidableEq β] :
    DecidableEq (α ⊕ β)
  | .inl a, .inl b => decidable_of_decidable_of_iff Sum.inl.inj_iff.symm
  | .inr a, .inr b => decidable_of_decidable_of_iff Sum.inr.inj_iff.symm
  | .inl _, .inr _ => isFalse Sum.inl_ne_inr
  | .inr _, .inl _ => isFalse Sum.inr_ne_inl
