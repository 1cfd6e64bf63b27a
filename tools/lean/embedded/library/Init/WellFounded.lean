/-
Well-founded relations and recursion along them.
-/
prelude
import Init.Nat.Sub
import Init.Option

set_option linter.unusedVariables false
universe u v w

namespace Acc
variable {α : Sort u} {r : α → α → Prop}
theorem inv {x y : α} (h₁ : Acc r x) (h₂ : r y x) : Acc r y := by
  cases h₁ with
  | intro _ h => exact h y h₂
end Acc

namespace WellFounded
variable {α : Sort u} {r : α → α → Prop}

theorem apply {α : Sort u} {r : α → α → Prop} (wf : WellFounded r) (a : α) : Acc r a := by
  cases wf with
  | intro h => exact h a
theorem recursion {α : Sort u} {r : α → α → Prop} (hwf : WellFounded r) {C : α → Prop} (a : α)
    (h : ∀ x, (∀ y, r y x → C y) → C x) : C a := by
  induction hwf.apply a with
  | intro x _ ih => exact h x ih
theorem induction {α : Sort u} {r : α → α → Prop} (hwf : WellFounded r) {C : α → Prop} (a : α)
    (h : ∀ x, (∀ y, r y x → C y) → C x) : C a := hwf.recursion a h

noncomputable def fixF {α : Sort u} {r : α → α → Prop} {C : α → Sort v}
    (F : ∀ x, (∀ y, r y x → C y) → C x) (x : α) (a : Acc r x) : C x :=
  Acc.rec (motive := fun x _ => C x) (fun x _ ih => F x ih) a
theorem fixF_eq {α : Sort u} {r : α → α → Prop} {C : α → Sort v}
    (F : ∀ x, (∀ y, r y x → C y) → C x) (x : α) (acx : Acc r x) :
    fixF F x acx = F x (fun y p => fixF F y (Acc.inv acx p)) := by
  cases acx with
  | intro _ _ => rfl
noncomputable def fix {α : Sort u} {C : α → Sort v} {r : α → α → Prop} (hwf : WellFounded r)
    (F : ∀ x, (∀ y, r y x → C y) → C x) (x : α) : C x :=
  fixF F x (hwf.apply x)
theorem fix_eq {α : Sort u} {C : α → Sort v} {r : α → α → Prop} (hwf : WellFounded r)
    (F : ∀ x, (∀ y, r y x → C y) → C x) (x : α) :
    fix hwf F x = F x (fun y _ => fix hwf F y) := fixF_eq F x (hwf.apply x)
end WellFounded

@[instance_reducible] def emptyWf {α : Sort u} : WellFoundedRelation α :=
  ⟨fun _ _ => False, ⟨fun a => ⟨a, fun _ h => h.elim⟩⟩⟩
theorem Subrelation.accessible {α : Sort u} {r q : α → α → Prop} {a : α}
    (h₁ : ∀ {x y}, q x y → r x y) (ac : Acc r a) : Acc q a := by
  induction ac with
  | intro x _ ih => exact ⟨x, fun y h => ih y (h₁ h)⟩
theorem InvImage.accAux {α : Sort u} {β : Sort v} {r : β → β → Prop} (f : α → β) {b : β}
    (ac : Acc r b) : ∀ x, f x = b → Acc (fun a₁ a₂ => r (f a₁) (f a₂)) x := by
  induction ac with
  | intro b _ ih =>
    intro x e
    subst e
    exact ⟨x, fun y h => ih (f y) h y rfl⟩
def InvImage {α : Sort u} {β : Sort v} (r : β → β → Prop) (f : α → β) : α → α → Prop :=
  fun a₁ a₂ => r (f a₁) (f a₂)
theorem InvImage.accessible {α : Sort u} {β : Sort v} {r : β → β → Prop} {a : α} (f : α → β)
    (ac : Acc r (f a)) : Acc (InvImage r f) a := InvImage.accAux f ac a rfl
theorem InvImage.wf {α : Sort u} {β : Sort v} {r : β → β → Prop} (f : α → β)
    (h : WellFounded r) : WellFounded (InvImage r f) := ⟨fun a => accessible f (h.apply (f a))⟩
@[reducible] def invImage {α : Sort u} {β : Sort v} (f : α → β) (h : WellFoundedRelation β) :
    WellFoundedRelation α := ⟨InvImage h.rel f, InvImage.wf f h.wf⟩

theorem Nat.lt_acc (n : Nat) : Acc (fun a b : Nat => a < b) n := by
  induction n with
  | zero => exact ⟨0, fun y h => absurd h (Nat.not_lt_zero y)⟩
  | succ n ih =>
    refine ⟨n + 1, fun y h => ?_⟩
    cases Nat.lt_or_eq_of_le (Nat.le_of_lt_add_one h) with
    | inl h => exact ih.inv h
    | inr e => rw [e]; exact ih
@[instance_reducible] def Nat.lt_wfRel : WellFoundedRelation Nat :=
  ⟨fun a b => a < b, ⟨Nat.lt_acc⟩⟩
attribute [instance] Nat.lt_wfRel
@[elab_as_elim] protected noncomputable def Nat.strongRecOn {motive : Nat → Sort u} (n : Nat)
    (ind : ∀ n, (∀ m, m < n → motive m) → motive n) : motive n :=
  Nat.lt_wfRel.wf.fix ind n
@[elab_as_elim] protected noncomputable def Nat.strongInductionOn {motive : Nat → Sort u} (n : Nat)
    (ind : ∀ n, (∀ m, m < n → motive m) → motive n) : motive n := Nat.strongRecOn n ind
@[elab_as_elim] protected noncomputable def Nat.caseStrongRecOn {motive : Nat → Sort u} (a : Nat)
    (zero : motive 0) (ind : ∀ n, (∀ m, m ≤ n → motive m) → motive (succ n)) : motive a :=
  Nat.strongRecOn a fun
    | 0, _ => zero
    | n + 1, ih => ind n fun m h => ih m (Nat.lt_succ_of_le h)

@[reducible] def measure {α : Sort u} (f : α → Nat) : WellFoundedRelation α :=
  invImage f Nat.lt_wfRel
abbrev sizeOfWFRel {α : Sort u} [SizeOf α] : WellFoundedRelation α := measure sizeOf
instance (priority := low) instWellFoundedRelationOfSizeOf {α : Sort u} [SizeOf α] :
    WellFoundedRelation α := sizeOfWFRel

/-! ## Lexicographic order on pairs -/

inductive Prod.Lex {α : Type u} {β : Type v} (ra : α → α → Prop) (rb : β → β → Prop) :
    α × β → α × β → Prop where
  | left {a₁ : α} (b₁ : β) {a₂ : α} (b₂ : β) (h : ra a₁ a₂) : Prod.Lex ra rb (a₁, b₁) (a₂, b₂)
  | right (a : α) {b₁ b₂ : β} (h : rb b₁ b₂) : Prod.Lex ra rb (a, b₁) (a, b₂)
theorem Prod.lexAccessible {α : Type u} {β : Type v} {ra : α → α → Prop} {rb : β → β → Prop}
    (aca : ∀ a, Acc ra a) (acb : ∀ b, Acc rb b) (a : α) : ∀ b, Acc (Prod.Lex ra rb) (a, b) := by
  induction aca a with
  | intro a _ iha =>
    intro b
    induction acb b with
    | intro b _ ihb =>
      refine ⟨_, fun p h => ?_⟩
      cases h with
      | left b₁ _ h => exact iha _ h b₁
      | right _ h => exact ihb _ h
@[instance_reducible] def Prod.lex {α : Type u} {β : Type v} (ha : WellFoundedRelation α)
    (hb : WellFoundedRelation β) : WellFoundedRelation (α × β) :=
  ⟨Prod.Lex ha.rel hb.rel, ⟨fun (a, b) => Prod.lexAccessible ha.wf.apply hb.wf.apply a b⟩⟩
instance instWellFoundedRelationProd {α : Type u} {β : Type v} [ha : WellFoundedRelation α]
    [hb : WellFoundedRelation β] : WellFoundedRelation (α × β) := Prod.lex ha hb

/-! ## What the compiler of recursive definitions marks arguments with -/

@[inline] def wfParam {α : Sort u} (a : α) : α := a
opaque Lean.opaqueId {α : Sort u} (x : α) : α := x

/-! ## Recursion on a natural number measure -/

noncomputable def WellFounded.Nat.fix {α : Sort u} {motive : α → Sort v} (h : α → Nat)
    (F : (x : α) → ((y : α) → InvImage (· < ·) h y x → motive y) → motive x) (x : α) : motive x :=
  WellFounded.fix (measure h).wf F x
theorem WellFounded.Nat.fix_eq {α : Sort u} {motive : α → Sort v} (h : α → Nat)
    (F : (x : α) → ((y : α) → InvImage (· < ·) h y x → motive y) → motive x) (x : α) :
    WellFounded.Nat.fix h F x = F x (fun y _ => WellFounded.Nat.fix h F y) :=
  WellFounded.fix_eq (measure h).wf F x

@[simp] theorem sizeOf_nat (n : Nat) : sizeOf n = n := rfl

/-! ## What recursion through `if` sees of its condition -/

def binderNameHint {α : Sort u} {β : Sort v} {γ : Sort w} (v : α) (binder : β) (e : γ) : γ := e
@[wf_preprocess] theorem ite_eq_dite {P : Prop} {α : Sort u} {a b : α} [Decidable P] :
    (if P then a else b) =
      if h : P then binderNameHint h () a else binderNameHint h () b := rfl
