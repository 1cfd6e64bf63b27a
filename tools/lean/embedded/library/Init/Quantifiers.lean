/-
Function extensionality, quantifiers, decidability, classical reasoning, `if`, and the lemmas
about truth values that `simp` uses.
-/
prelude
import Init.Logic

set_option linter.unusedVariables false
universe u v w

/-! ## Quotients and function extensionality -/

axiom Quot.sound : ∀ {α : Sort u} {r : α → α → Prop} {a b : α}, r a b → Quot.mk r a = Quot.mk r b

theorem Quot.liftBeta {α : Sort u} {r : α → α → Prop} {β : Sort v} (f : α → β)
    (c : ∀ a b, r a b → f a = f b) (a : α) : Quot.lift f c (Quot.mk r a) = f a := rfl

theorem funext {α : Sort u} {β : α → Sort v} {f g : (x : α) → β x} (h : ∀ x, f x = g x) : f = g :=
  congrArg (β := (x : α) → β x)
    (fun (q : Quot fun f g : (x : α) → β x => ∀ x, f x = g x) (x : α) =>
      Quot.lift (fun k : (x : α) → β x => k x) (fun _ _ e => e x) q)
    (Quot.sound h)

theorem Function.funext_iff {α : Sort u} {β : α → Sort v} {f g : (x : α) → β x} :
    f = g ↔ ∀ x, f x = g x := ⟨fun h _ => h ▸ rfl, funext⟩
theorem funext_iff {α : Sort u} {β : α → Sort v} {f g : (x : α) → β x} :
    f = g ↔ ∀ x, f x = g x := ⟨fun h _ => h ▸ rfl, funext⟩

theorem pi_congr {α : Sort u} {β β' : α → Sort v} (h : ∀ a, β a = β' a) :
    (∀ a, β a) = ∀ a, β' a := (funext h : β = β') ▸ rfl
attribute [ext] funext propext
attribute [symm] Eq.symm Iff.symm HEq.symm
attribute [refl] Iff.refl

theorem Subsingleton.elim {α : Sort u} [h : Subsingleton α] : (a b : α) → a = b := h.allEq
theorem Subsingleton.helim {α β : Sort u} [h₁ : Subsingleton α] (h₂ : α = β) (a : α) (b : β) :
    HEq a b := by subst h₂; exact heq_of_eq (Subsingleton.elim a b)
instance instSubsingletonProp (p : Prop) : Subsingleton p := ⟨fun _ _ => rfl⟩
instance instSubsingletonDecidable (p : Prop) : Subsingleton (Decidable p) := ⟨fun
  | isTrue _, isTrue _ => rfl
  | isFalse _, isFalse _ => rfl
  | isTrue h, isFalse hn => absurd h hn
  | isFalse hn, isTrue h => absurd h hn⟩
instance instSubsingletonPUnit : Subsingleton PUnit := ⟨fun ⟨⟩ ⟨⟩ => rfl⟩

/-! ## Calculation: which relations chain -/

theorem le_of_le_of_eq {α : Type u} [LE α] {a b c : α} (h₁ : a ≤ b) (h₂ : b = c) : a ≤ c :=
  h₂ ▸ h₁
theorem le_of_eq_of_le {α : Type u} [LE α] {a b c : α} (h₁ : a = b) (h₂ : b ≤ c) : a ≤ c :=
  h₁ ▸ h₂
theorem lt_of_lt_of_eq {α : Type u} [LT α] {a b c : α} (h₁ : a < b) (h₂ : b = c) : a < c :=
  h₂ ▸ h₁
theorem lt_of_eq_of_lt {α : Type u} [LT α] {a b c : α} (h₁ : a = b) (h₂ : b < c) : a < c :=
  h₁ ▸ h₂
theorem gt_iff_lt {α : Type u} [LT α] {x y : α} : x > y ↔ y < x := Iff.rfl
theorem ge_iff_le {α : Type u} [LE α] {x y : α} : x ≥ y ↔ y ≤ x := Iff.rfl
attribute [simp] gt_iff_lt ge_iff_le

instance instTransEq {α : Sort u} {γ : Sort v} {r : α → γ → Sort w} : Trans Eq r r :=
  ⟨fun h h' => h ▸ h'⟩
instance instTransEq_1 {α : Sort u} {β : Sort v} {r : α → β → Sort w} : Trans r Eq r :=
  ⟨fun h' h => h ▸ h'⟩
instance instTransIff : Trans Iff Iff Iff := ⟨Iff.trans⟩

/-! ## Simplification of connectives -/

section
variable {a b c p q : Prop}

@[simp] theorem and_self (p : Prop) : (p ∧ p) = p := propext ⟨And.left, fun h => ⟨h, h⟩⟩
@[simp] theorem and_true (p : Prop) : (p ∧ True) = p := propext ⟨And.left, fun h => ⟨h, trivial⟩⟩
@[simp] theorem true_and (p : Prop) : (True ∧ p) = p := propext ⟨And.right, fun h => ⟨trivial, h⟩⟩
@[simp] theorem and_false (p : Prop) : (p ∧ False) = False := eq_false And.right
@[simp] theorem false_and (p : Prop) : (False ∧ p) = False := eq_false And.left
@[simp] theorem or_self (p : Prop) : (p ∨ p) = p := propext ⟨fun h => h.elim id id, .inl⟩
@[simp] theorem or_true (p : Prop) : (p ∨ True) = True := eq_true (.inr trivial)
@[simp] theorem true_or (p : Prop) : (True ∨ p) = True := eq_true (.inl trivial)
@[simp] theorem or_false (p : Prop) : (p ∨ False) = p :=
  propext ⟨fun h => h.elim id False.elim, .inl⟩
@[simp] theorem false_or (p : Prop) : (False ∨ p) = p :=
  propext ⟨fun h => h.elim False.elim id, .inr⟩
@[simp] theorem iff_self (p : Prop) : (p ↔ p) = True := eq_true Iff.rfl
@[simp] theorem iff_true (p : Prop) : (p ↔ True) = p :=
  propext ⟨of_iff_true, iff_true_intro⟩
@[simp] theorem true_iff (p : Prop) : (True ↔ p) = p :=
  propext ⟨fun h => h.mp trivial, fun h => (iff_true_intro h).symm⟩
@[simp] theorem iff_false (p : Prop) : (p ↔ False) = ¬p := propext ⟨Iff.mp, iff_false_intro⟩
@[simp] theorem false_iff (p : Prop) : (False ↔ p) = ¬p :=
  propext ⟨fun h => h.mpr, fun h => (iff_false_intro h).symm⟩
@[simp] theorem false_implies (p : Prop) : (False → p) = True := eq_true False.elim
@[simp] theorem forall_false (p : False → Prop) : (∀ h : False, p h) = True :=
  eq_true (fun h => h.elim)
@[simp] theorem implies_true (α : Sort u) : (∀ _ : α, True) = True := eq_true fun _ => trivial
@[simp] theorem true_implies (p : Prop) : (True → p) = p :=
  propext ⟨fun h => h trivial, fun h _ => h⟩
@[simp] theorem not_false_eq_true : (¬False) = True := eq_true id
@[simp] theorem not_true_eq_false : (¬True) = False := eq_false fun h => h trivial
theorem not_true : ¬True ↔ False := iff_false_intro fun h => h trivial
theorem not_false_iff : ¬False ↔ True := iff_true_intro not_false
@[simp] theorem not_iff_self : ¬(¬a ↔ a) := fun h =>
  have hn : ¬a := fun ha => h.mpr ha ha
  hn (h.mp hn)
@[simp] theorem iff_not_self : ¬(a ↔ ¬a) := fun h => not_iff_self h.symm
theorem not_imp_of_and_not : a ∧ ¬b → ¬(a → b) := fun ⟨ha, hn⟩ h => hn (h ha)
@[simp] theorem ne_eq {α : Sort u} (a b : α) : (a ≠ b) = ¬(a = b) := rfl
@[simp] theorem imp_false : (a → False) ↔ ¬a := Iff.rfl
theorem imp_and {α : Sort u} {b c : Prop} : (α → b ∧ c) ↔ (α → b) ∧ (α → c) :=
  ⟨fun h => ⟨fun ha => (h ha).left, fun ha => (h ha).right⟩, fun h ha => ⟨h.left ha, h.right ha⟩⟩
@[simp] theorem eq_iff_iff {a b : Prop} : (a = b) ↔ (a ↔ b) := ⟨Iff.of_eq, propext⟩
@[simp] theorem eq_true_eq_id : Eq True = id := funext fun _ => propext
  ⟨fun h => h ▸ trivial, fun h => (eq_true h).symm⟩
@[simp] theorem eq_self_iff_true {α : Sort u} (a : α) : a = a ↔ True := iff_true_intro rfl
theorem ne_self_iff_false {α : Sort u} (a : α) : a ≠ a ↔ False := not_iff_false_intro rfl
theorem false_of_true_eq_false (h : True = False) : False := h ▸ trivial
theorem true_eq_false_of_false : False → (True = False) := False.elim
theorem and_congr_right_eq (h : p → a = b) : (p ∧ a) = (p ∧ b) :=
  propext (and_congr_right fun hp => Iff.of_eq (h hp))
theorem and_congr_eq (h₁ : a = c) : (a ∧ b) = (c ∧ b) := h₁ ▸ rfl
end

/-! ## Quantifiers -/

section
variable {α : Sort u} {β : Sort v} {p q : α → Prop} {a b c : Prop}

theorem Exists.elim {b : Prop} (h₁ : ∃ x, p x) (h₂ : ∀ a, p a → b) : b :=
  match h₁ with | ⟨w, hw⟩ => h₂ w hw
theorem Exists.imp (h : ∀ a, p a → q a) : (∃ a, p a) → ∃ a, q a := fun ⟨a, ha⟩ => ⟨a, h a ha⟩
theorem forall_congr' (h : ∀ a, p a ↔ q a) : (∀ a, p a) ↔ ∀ a, q a :=
  ⟨fun H a => (h a).mp (H a), fun H a => (h a).mpr (H a)⟩
theorem exists_congr (h : ∀ a, p a ↔ q a) : (∃ a, p a) ↔ ∃ a, q a :=
  ⟨Exists.imp fun a => (h a).mp, Exists.imp fun a => (h a).mpr⟩
theorem Exists.imp' {p : α → Prop} {q : β → Prop} (f : α → β) (hpq : ∀ a, p a → q (f a)) :
    (∃ a, p a) → ∃ b, q b | ⟨_, hp⟩ => ⟨_, hpq _ hp⟩
theorem exists_imp {b : Prop} : ((∃ x, p x) → b) ↔ ∀ x, p x → b :=
  ⟨fun h x hx => h ⟨x, hx⟩, fun h ⟨x, hx⟩ => h x hx⟩
@[simp] theorem not_exists : (¬∃ x, p x) ↔ ∀ x, ¬p x := exists_imp
theorem not_forall_of_exists_not : (∃ x, ¬p x) → ¬∀ x, p x := fun ⟨x, hn⟩ h => hn (h x)
theorem forall_not_of_not_exists (hne : ¬∃ x, p x) (x : α) : ¬p x := fun hx => hne ⟨x, hx⟩
theorem forall_and : (∀ x, p x ∧ q x) ↔ (∀ x, p x) ∧ (∀ x, q x) :=
  ⟨fun h => ⟨fun x => (h x).left, fun x => (h x).right⟩, fun h x => ⟨h.left x, h.right x⟩⟩
theorem exists_or : (∃ x, p x ∨ q x) ↔ (∃ x, p x) ∨ ∃ x, q x :=
  ⟨fun | ⟨x, .inl h⟩ => .inl ⟨x, h⟩ | ⟨x, .inr h⟩ => .inr ⟨x, h⟩,
   fun | .inl ⟨x, h⟩ => ⟨x, .inl h⟩ | .inr ⟨x, h⟩ => ⟨x, .inr h⟩⟩
theorem exists_const (α : Sort u) [i : Nonempty α] {b : Prop} : (∃ _ : α, b) ↔ b :=
  ⟨fun ⟨_, h⟩ => h, i.elim Exists.intro⟩
theorem forall_const (α : Sort u) [i : Nonempty α] {b : Prop} : (α → b) ↔ b :=
  ⟨fun h => i.elim h, fun h _ => h⟩
attribute [simp] exists_const forall_const
@[simp] theorem exists_eq {a' : α} : ∃ a, a = a' := ⟨_, rfl⟩
@[simp] theorem exists_eq' {a' : α} : ∃ a, a' = a := ⟨_, rfl⟩
@[simp] theorem exists_eq_left {a' : α} : (∃ a, a = a' ∧ p a) ↔ p a' :=
  ⟨fun ⟨_, e, h⟩ => e ▸ h, fun h => ⟨a', rfl, h⟩⟩
@[simp] theorem exists_eq_left' {a' : α} : (∃ a, a' = a ∧ p a) ↔ p a' :=
  ⟨fun ⟨_, e, h⟩ => e ▸ h, fun h => ⟨a', rfl, h⟩⟩
@[simp] theorem exists_eq_right {a' : α} : (∃ a, p a ∧ a = a') ↔ p a' :=
  ⟨fun ⟨_, h, e⟩ => e ▸ h, fun h => ⟨a', h, rfl⟩⟩
@[simp] theorem exists_eq_right' {a' : α} : (∃ a, p a ∧ a' = a) ↔ p a' :=
  ⟨fun ⟨_, h, e⟩ => e ▸ h, fun h => ⟨a', h, rfl⟩⟩
@[simp] theorem forall_eq {a' : α} : (∀ a, a = a' → p a) ↔ p a' :=
  ⟨fun h => h a' rfl, fun h a e => e ▸ h⟩
@[simp] theorem forall_eq' {a' : α} : (∀ a, a' = a → p a) ↔ p a' :=
  ⟨fun h => h a' rfl, fun h a e => e ▸ h⟩
theorem forall_eq_apply_imp_iff {f : α → β} {p : β → Prop} :
    (∀ b a, b = f a → p b) ↔ ∀ a, p (f a) := ⟨fun h a => h _ a rfl, fun h _ a e => e ▸ h a⟩
@[simp] theorem exists_and_left {b : Prop} : (∃ x, b ∧ p x) ↔ b ∧ (∃ x, p x) :=
  ⟨fun ⟨x, hb, h⟩ => ⟨hb, x, h⟩, fun ⟨hb, x, h⟩ => ⟨x, hb, h⟩⟩
@[simp] theorem exists_and_right {b : Prop} : (∃ x, p x ∧ b) ↔ (∃ x, p x) ∧ b :=
  ⟨fun ⟨x, h, hb⟩ => ⟨⟨x, h⟩, hb⟩, fun ⟨⟨x, h⟩, hb⟩ => ⟨x, h, hb⟩⟩
@[simp] theorem exists_prop {b : Prop} : (∃ _h : a, b) ↔ a ∧ b :=
  ⟨fun ⟨ha, hb⟩ => ⟨ha, hb⟩, fun ⟨ha, hb⟩ => ⟨ha, hb⟩⟩
@[simp] theorem exists_false : ¬(∃ _a : α, False) := fun ⟨_, h⟩ => h
theorem exists_prop' {p : Prop} : (∃ _ : α, p) ↔ Nonempty α ∧ p :=
  ⟨fun ⟨a, h⟩ => ⟨⟨a⟩, h⟩, fun ⟨⟨a⟩, h⟩ => ⟨a, h⟩⟩
theorem exists_comm {p : α → β → Prop} : (∃ a b, p a b) ↔ (∃ b a, p a b) :=
  ⟨fun ⟨a, b, h⟩ => ⟨b, a, h⟩, fun ⟨b, a, h⟩ => ⟨a, b, h⟩⟩
theorem forall_comm {p : α → β → Prop} : (∀ a b, p a b) ↔ (∀ b a, p a b) :=
  ⟨fun h b a => h a b, fun h a b => h b a⟩
theorem forall_prop_of_true {p : Prop} {q : p → Prop} (h : p) : (∀ h' : p, q h') ↔ q h :=
  ⟨fun H => H h, fun H _ => H⟩
theorem forall_prop_of_false {p : Prop} {q : p → Prop} (hn : ¬p) : (∀ h' : p, q h') ↔ True :=
  iff_true_intro fun h => (hn h).elim
theorem exists_prop_of_true {p : Prop} {q : p → Prop} (h : p) : (∃ h' : p, q h') ↔ q h :=
  ⟨fun ⟨_, H⟩ => H, fun H => ⟨h, H⟩⟩
theorem exists_prop_of_false {p : Prop} {q : p → Prop} (hn : ¬p) : ¬(∃ h' : p, q h') :=
  fun ⟨h, _⟩ => hn h
theorem forall_imp (h : ∀ a, p a → q a) : (∀ a, p a) → ∀ a, q a := fun H a => h a (H a)
end

theorem Lean.injEq_helper {P Q R : Prop} : (P → Q → R) → (P ∧ Q → R) :=
  fun h ⟨hp, hq⟩ => h hp hq

/-! ## Decidable propositions -/

namespace Decidable
variable {p q a b c : Prop}

theorem em (p : Prop) [Decidable p] : p ∨ ¬p :=
  match ‹Decidable p› with | isTrue h => .inl h | isFalse h => .inr h
theorem byContradiction [dec : Decidable p] (h : ¬p → False) : p :=
  match dec with | isTrue hp => hp | isFalse hn => (h hn).elim
@[macro_inline] def byCases {q : Sort u} [dec : Decidable p] (h1 : p → q) (h2 : ¬p → q) : q :=
  match dec with | isTrue h => h1 h | isFalse h => h2 h
theorem of_not_not [Decidable p] : ¬¬p → p := fun h => byContradiction h
theorem not_not [Decidable p] : ¬¬p ↔ p := ⟨of_not_not, not_not_intro⟩
theorem not_and_iff_or_not {p q : Prop} [d₁ : Decidable p] [d₂ : Decidable q] :
    ¬(p ∧ q) ↔ ¬p ∨ ¬q :=
  ⟨fun h => byCases (fun hp => .inr fun hq => h ⟨hp, hq⟩) .inl, not_and_of_not_or_not⟩
theorem or_iff_not_imp_left [Decidable a] : a ∨ b ↔ (¬a → b) :=
  ⟨Or.resolve_left, fun h => byCases .inl fun hn => .inr (h hn)⟩
theorem or_iff_not_imp_right [Decidable b] : a ∨ b ↔ (¬b → a) :=
  ⟨Or.resolve_right, fun h => byCases .inr fun hn => .inl (h hn)⟩
theorem not_imp_comm [Decidable a] [Decidable b] : (¬a → b) ↔ (¬b → a) :=
  ⟨fun h hb => byContradiction fun ha => hb (h ha), fun h ha => byContradiction fun hb => ha (h hb)⟩
theorem not_imp_not [Decidable a] : (¬a → ¬b) ↔ (b → a) :=
  ⟨fun h hb => byContradiction fun ha => h ha hb, mt⟩
theorem not_imp_iff_and_not [Decidable a] : ¬(a → b) ↔ a ∧ ¬b :=
  ⟨fun h => ⟨byContradiction fun hn => h fun ha => (hn ha).elim, fun hb => h fun _ => hb⟩,
   not_imp_of_and_not⟩
theorem imp_iff_not_or [Decidable a] : (a → b) ↔ (¬a ∨ b) :=
  ⟨fun h => byCases (fun ha => .inr (h ha)) .inl, fun h ha => h.elim (absurd ha) id⟩
theorem imp_iff_or_not [Decidable b] : b → a ↔ a ∨ ¬b := imp_iff_not_or.trans or_comm
theorem not_or_iff_and_not {p q : Prop} : ¬(p ∨ q) ↔ ¬p ∧ ¬q := not_or
theorem not_iff_not [Decidable a] [Decidable b] : (¬a ↔ ¬b) ↔ (a ↔ b) :=
  ⟨fun h => ⟨not_imp_not.mp h.mpr, not_imp_not.mp h.mp⟩, not_congr⟩
theorem peirce (a b : Prop) [Decidable a] : ((a → b) → a) → a :=
  fun h => byContradiction fun hn => hn (h fun ha => (hn ha).elim)
end Decidable

section
variable {p q : Prop}
@[inline] def decidable_of_decidable_of_iff [Decidable p] (h : p ↔ q) : Decidable q :=
  if hp : p then isTrue (h.mp hp) else isFalse fun hq => hp (h.mpr hq)
@[inline] def decidable_of_decidable_of_eq [Decidable p] (h : p = q) : Decidable q :=
  decidable_of_decidable_of_iff (Iff.of_eq h)
@[inline] def decidable_of_iff {b : Prop} (a : Prop) (h : a ↔ b) [Decidable a] : Decidable b :=
  decidable_of_decidable_of_iff h
instance instDecidableForall {p q : Prop} [Decidable p] [Decidable q] : Decidable (p → q) :=
  if hp : p then if hq : q then isTrue fun _ => hq else isFalse fun h => hq (h hp)
  else isTrue fun h => (hp h).elim
instance instDecidableIff {p q : Prop} [Decidable p] [Decidable q] : Decidable (p ↔ q) :=
  if hp : p then if hq : q then isTrue ⟨fun _ => hq, fun _ => hp⟩ else isFalse fun h => hq (h.mp hp)
  else if hq : q then isFalse fun h => hp (h.mpr hq)
    else isTrue ⟨fun h => (hp h).elim, fun h => (hq h).elim⟩
instance instDecidableEqProp {p q : Prop} [Decidable (p ↔ q)] : Decidable (p = q) :=
  decidable_of_decidable_of_iff eq_iff_iff.symm
instance instDecidableNe {α : Sort u} [DecidableEq α] (a b : α) : Decidable (a ≠ b) :=
  inferInstanceAs (Decidable (¬(a = b)))
end
