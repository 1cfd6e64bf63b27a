/-
Option and Prod: functions and their lemmas.
-/
prelude
import Init.Bool

set_option linter.unusedVariables false
universe u v w x

/-! ## Prod -/

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

/-! ## Subtype -/

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

/-! ## Option -/

gen_injective_theorems% Option

namespace Option
variable {α : Type u} {β : Type v} {γ : Type w}

@[inline] protected def map (f : α → β) : Option α → Option β
  | some x => some (f x)
  | none => none
@[inline] protected def bind : Option α → (α → Option β) → Option β
  | none, _ => none
  | some a, f => f a
def getD (opt : Option α) (dflt : α) : α := match opt with | some x => x | none => dflt
@[inline] def isSome : Option α → Bool
  | some _ => true
  | none => false
@[inline] def isNone : Option α → Bool
  | some _ => false
  | none => true
@[inline] protected def elim : Option α → β → (α → β) → β
  | some x, _, f => f x
  | none, y, _ => y
@[inline] protected def filter (p : α → Bool) : Option α → Option α
  | some a => if p a then some a else none
  | none => none
@[macro_inline] protected def orElse : Option α → (Unit → Option α) → Option α
  | some a, _ => some a
  | none, b => b ()
@[macro_inline] protected def or : Option α → Option α → Option α
  | some a, _ => some a
  | none, b => b
@[inline] def join (x : Option (Option α)) : Option α := x.bind id
@[inline] def get : (o : Option α) → isSome o → α | some x, _ => x
@[simp] theorem map_none (f : α → β) : (none : Option α).map f = none := rfl
@[simp] theorem map_some (a : α) (f : α → β) : (some a).map f = some (f a) := rfl
@[simp] theorem none_bind (f : α → Option β) : none.bind f = none := rfl
@[simp] theorem some_bind (a : α) (f : α → Option β) : (some a).bind f = f a := rfl
theorem bind_some_fun (x : Option α) : x.bind some = x := by cases x <;> rfl
@[simp] theorem bind_fun_some (x : Option α) : x.bind some = x := by cases x <;> rfl
@[simp] theorem bind_fun_none (x : Option α) : x.bind (fun _ => none (α := β)) = none := by
  cases x <;> rfl
theorem bind_assoc (x : Option α) (f : α → Option β) (g : β → Option γ) :
    (x.bind f).bind g = x.bind fun y => (f y).bind g := by cases x <;> rfl
@[simp] theorem map_id : (Option.map id : Option α → Option α) = id := by
  funext o; cases o <;> rfl
theorem map_id' : Option.map (@id α) = id := map_id
@[simp] theorem map_id_fun' {α : Type u} : Option.map (fun (a : α) => a) = id := map_id
@[simp] theorem map_map (h : β → γ) (g : α → β) (x : Option α) :
    (x.map g).map h = x.map (h ∘ g) := by cases x <;> rfl
theorem comp_map (h : β → γ) (g : α → β) (x : Option α) :
    x.map (h ∘ g) = (x.map g).map h := by cases x <;> rfl
theorem map_eq_bind {f : α → β} {x : Option α} : x.map f = x.bind (some ∘ f) := by
  cases x <;> rfl
theorem map_congr {f g : α → β} {x : Option α} (h : ∀ a, x = some a → f a = g a) :
    x.map f = x.map g := by
  cases x with
  | none => rfl
  | some a => exact congrArg some (h a rfl)
@[simp] theorem getD_none {a : α} : getD none a = a := rfl
@[simp] theorem getD_some {a b : α} : getD (some a) b = a := rfl
@[simp] theorem isSome_none : @isSome α none = false := rfl
@[simp] theorem isSome_some {a : α} : isSome (some a) = true := rfl
@[simp] theorem isNone_none : @isNone α none = true := rfl
@[simp] theorem isNone_some {a : α} : isNone (some a) = false := rfl
@[simp] theorem isSome_map {x : Option α} {f : α → β} : (x.map f).isSome = x.isSome := by
  cases x <;> rfl
theorem isSome_iff_exists {x : Option α} : x.isSome ↔ ∃ a, x = some a := by
  cases x <;> simp [isSome]
theorem isSome_iff_ne_none {o : Option α} : o.isSome ↔ o ≠ none := by cases o <;> simp
@[simp] theorem isNone_iff_eq_none {o : Option α} : o.isNone ↔ o = none := by cases o <;> simp
theorem not_isSome_iff_eq_none {o : Option α} : ¬o.isSome ↔ o = none := by cases o <;> simp
@[simp] theorem not_isSome {a : Option α} : (!a.isSome) = a.isNone := by cases a <;> rfl
theorem eq_none_iff_forall_ne_some {o : Option α} : o = none ↔ ∀ a, o ≠ some a := by
  cases o <;> simp
theorem ne_none_iff_exists {o : Option α} : o ≠ none ↔ ∃ x, some x = o := by cases o <;> simp
theorem ne_none_iff_exists' {o : Option α} : o ≠ none ↔ ∃ x, o = some x := by cases o <;> simp
theorem some_inj {a b : α} : some a = some b ↔ a = b := by simp
theorem some_ne_none (x : α) : some x ≠ none := fun h => nomatch h
@[simp] theorem map_eq_none_iff {x : Option α} {f : α → β} : x.map f = none ↔ x = none := by
  cases x <;> simp
@[simp] theorem map_eq_some_iff {f : α → β} {x : Option α} {b : β} :
    x.map f = some b ↔ ∃ a, x = some a ∧ f a = b := by cases x <;> simp
theorem bind_eq_some_iff {o : Option α} {f : α → Option β} {b : β} :
    o.bind f = some b ↔ ∃ a, o = some a ∧ f a = some b := by cases o <;> simp
@[simp] theorem bind_eq_none_iff {o : Option α} {f : α → Option β} :
    o.bind f = none ↔ ∀ a, o = some a → f a = none := by cases o <;> simp
theorem map_bind {f : β → γ} {x : Option α} {g : α → Option β} :
    (x.bind g).map f = x.bind fun a => (g a).map f := by cases x <;> rfl
theorem map_inj_right {f : α → β} {o o' : Option α} (w : ∀ x y, f x = f y → x = y) :
    o.map f = o'.map f ↔ o = o' := by
  cases o with
  | none => cases o' <;> simp
  | some a =>
    cases o' with
    | none => simp
    | some a' => simp; exact ⟨w a a', fun h => h ▸ rfl⟩
@[simp] theorem join_none : join (none : Option (Option α)) = none := rfl
@[simp] theorem join_some {o : Option α} : join (some o) = o := rfl
@[simp] theorem elim_none (x : β) (f : α → β) : Option.elim none x f = x := rfl
@[simp] theorem elim_some (x : β) (f : α → β) (a : α) : Option.elim (some a) x f = f a := rfl
@[simp] theorem get_some {x : α} {h : isSome (some x)} : (some x).get h = x := rfl
@[simp] theorem some_get : {x : Option α} → (h : isSome x) → some (x.get h) = x | some _, _ => rfl
@[simp] theorem some_or {a : α} {o : Option α} : (some a).or o = some a := rfl
@[simp] theorem none_or {o : Option α} : none.or o = o := rfl
@[simp] theorem or_none {o : Option α} : o.or none = o := by cases o <;> rfl
theorem or_assoc {a b c : Option α} : (a.or b).or c = a.or (b.or c) := by cases a <;> rfl
@[ext] theorem ext : ∀ {o₁ o₂ : Option α}, (∀ a, o₁ = some a ↔ o₂ = some a) → o₁ = o₂
  | none, none, _ => rfl
  | some a, o, h => ((h a).mp rfl).symm
  | none, some b, h => (h b).mpr rfl
protected theorem «forall» {p : Option α → Prop} : (∀ x, p x) ↔ p none ∧ ∀ x, p (some x) :=
  ⟨fun h => ⟨h none, fun x => h (some x)⟩, fun h x => match x with | none => h.1 | some x => h.2 x⟩
protected theorem «exists» {p : Option α → Prop} : (∃ x, p x) ↔ p none ∨ ∃ x, p (some x) :=
  ⟨fun | ⟨none, h⟩ => .inl h | ⟨some x, h⟩ => .inr ⟨x, h⟩,
   fun | .inl h => ⟨_, h⟩ | .inr ⟨x, h⟩ => ⟨_, h⟩⟩
attribute [simp] Option.forall Option.exists
end Option

instance instDecidableEqOption {α : Type u} [DecidableEq α] : DecidableEq (Option α)
  | none, none => isTrue rfl
  | none, some _ => isFalse fun h => nomatch h
  | some _, none => isFalse fun h => nomatch h
  | some a, some b =>
    if h : a = b then isTrue (h ▸ rfl) else isFalse fun e => h (Option.some.inj e)

gen_injective_theorems% Sum
gen_injective_theorems% Sigma
gen_injective_theorems% PProd
gen_injective_theorems% Except
gen_injective_theorems% Nat
gen_injective_theorems% List
