/-
Classical reasoning from the axiom of choice, and `if then else`.
-/
prelude
import Init.Quantifiers

set_option linter.unusedVariables false
universe u v w

/-! ## Choice -/

namespace Classical

theorem exists_true_of_nonempty {α : Sort u} : Nonempty α → ∃ _ : α, True
  | ⟨x⟩ => ⟨x, trivial⟩

noncomputable def indefiniteDescription {α : Sort u} (p : α → Prop) (h : ∃ x, p x) :
    {x // p x} := choice <| match h with | ⟨x, hx⟩ => ⟨⟨x, hx⟩⟩
noncomputable def choose {α : Sort u} {p : α → Prop} (h : ∃ x, p x) : α :=
  (indefiniteDescription p h).val
theorem choose_spec {α : Sort u} {p : α → Prop} (h : ∃ x, p x) : p (choose h) :=
  (indefiniteDescription p h).property

/-- Excluded middle: choose from two sets that are equal exactly when the proposition holds. -/
theorem em (p : Prop) : p ∨ ¬p :=
  have left : ∃ x : Bool, x = true ∨ p := ⟨true, .inl rfl⟩
  have right : ∃ x : Bool, x = false ∨ p := ⟨false, .inl rfl⟩
  match choose_spec left, choose_spec right with
  | .inr hp, _ => .inl hp
  | _, .inr hp => .inl hp
  | .inl hl, .inl hr => .inr fun hp =>
    have same : (fun x : Bool => x = true ∨ p) = fun x => x = false ∨ p :=
      funext fun _ => propext ⟨fun _ => .inr hp, fun _ => .inr hp⟩
    have agree : ∀ (s : Bool → Prop) (hs : ∃ x, s x), (fun x => x = true ∨ p) = s →
        choose left = choose hs := by
      intro s hs e
      subst e
      exact rfl
    nomatch (hl.symm.trans (agree _ right same)).trans hr

@[instance_reducible] noncomputable def inhabited_of_nonempty {α : Sort u} (h : Nonempty α) : Inhabited α := ⟨choice h⟩
@[instance_reducible] noncomputable def inhabited_of_exists {α : Sort u} {p : α → Prop} (h : ∃ x, p x) : Inhabited α :=
  ⟨choose h⟩
noncomputable scoped instance (priority := low) propDecidable (a : Prop) : Decidable a :=
  choice <| match em a with | .inl h => ⟨isTrue h⟩ | .inr h => ⟨isFalse h⟩
@[instance_reducible] noncomputable def decidableInhabited (a : Prop) : Inhabited (Decidable a) := ⟨inferInstance⟩
theorem byContradiction {p : Prop} (h : ¬p → False) : p := (em p).elim id fun hn => (h hn).elim
theorem byCases {p q : Prop} (hpq : p → q) (hnpq : ¬p → q) : q := (em p).elim hpq hnpq
theorem propComplete (a : Prop) : a = True ∨ a = False :=
  (em a).elim (fun h => .inl (eq_true h)) (fun h => .inr (eq_false h))
@[simp] theorem not_not {a : Prop} : ¬¬a ↔ a := ⟨fun h => byContradiction h, not_not_intro⟩
@[simp] theorem not_forall {α : Sort u} {p : α → Prop} : (¬∀ x, p x) ↔ ∃ x, ¬p x :=
  ⟨fun h => byContradiction fun hn => h fun x => byContradiction fun hx => hn ⟨x, hx⟩,
   not_forall_of_exists_not⟩
theorem not_forall_not {α : Sort u} {p : α → Prop} : (¬∀ x, ¬p x) ↔ ∃ x, p x :=
  ⟨fun h => byContradiction fun hn => h fun x hx => hn ⟨x, hx⟩, fun ⟨x, hx⟩ h => h x hx⟩
theorem not_exists_not {α : Sort u} {p : α → Prop} : (¬∃ x, ¬p x) ↔ ∀ x, p x :=
  ⟨fun h x => byContradiction fun hx => h ⟨x, hx⟩, fun h ⟨x, hx⟩ => hx (h x)⟩
theorem forall_or_exists_not {α : Sort u} (P : α → Prop) : (∀ a, P a) ∨ ∃ a, ¬P a :=
  (em (∀ a, P a)).elim .inl fun h => .inr (not_forall.mp h)
theorem exists_or_forall_not {α : Sort u} (P : α → Prop) : (∃ a, P a) ∨ ∀ a, ¬P a :=
  (em (∃ a, P a)).elim .inl fun h => .inr fun a ha => h ⟨a, ha⟩
theorem or_iff_not_imp_left {a b : Prop} : a ∨ b ↔ (¬a → b) := Decidable.or_iff_not_imp_left
theorem or_iff_not_imp_right {a b : Prop} : a ∨ b ↔ (¬b → a) := Decidable.or_iff_not_imp_right
theorem not_imp_iff_and_not {a b : Prop} : ¬(a → b) ↔ a ∧ ¬b := Decidable.not_imp_iff_and_not
theorem not_and_iff_or_not_not {a b : Prop} : ¬(a ∧ b) ↔ ¬a ∨ ¬b := Decidable.not_and_iff_or_not
theorem not_and_iff_not_or_not {a b : Prop} : ¬(a ∧ b) ↔ ¬a ∨ ¬b := Decidable.not_and_iff_or_not
@[simp] theorem not_imp {a b : Prop} : ¬(a → b) ↔ a ∧ ¬b := Decidable.not_imp_iff_and_not
theorem imp_iff_not_or {a b : Prop} : a → b ↔ ¬a ∨ b := Decidable.imp_iff_not_or
theorem imp_iff_or_not {a b : Prop} : b → a ↔ a ∨ ¬b := Decidable.imp_iff_or_not
theorem imp_or {a b c : Prop} : a → b ∨ c ↔ (a → b) ∨ (a → c) :=
  ⟨fun h => byCases (p := a)
      (fun ha => (h ha).elim (fun hb => .inl fun _ => hb) (fun hc => .inr fun _ => hc))
      (fun hn => .inl fun ha => (hn ha).elim),
   fun h ha => h.elim (fun f => .inl (f ha)) (fun f => .inr (f ha))⟩
theorem not_imp_not {a b : Prop} : (¬a → ¬b) ↔ (b → a) := Decidable.not_imp_not
theorem not_imp_comm {a b : Prop} : (¬a → b) ↔ (¬b → a) := Decidable.not_imp_comm
theorem not_iff_not {a b : Prop} : (¬a ↔ ¬b) ↔ (a ↔ b) := Decidable.not_iff_not
theorem peirce (a b : Prop) : ((a → b) → a) → a := Decidable.peirce a b
theorem axiomOfChoice {α : Sort u} {β : α → Sort v} {r : ∀ x, β x → Prop} (h : ∀ x, ∃ y, r x y) :
    ∃ f : ∀ x, β x, ∀ x, r x (f x) := ⟨fun x => choose (h x), fun x => choose_spec (h x)⟩
theorem skolem {α : Sort u} {b : α → Sort v} {p : ∀ x, b x → Prop} :
    (∀ x, ∃ y, p x y) ↔ ∃ f : ∀ x, b x, ∀ x, p x (f x) :=
  ⟨axiomOfChoice, fun ⟨f, hf⟩ x => ⟨f x, hf x⟩⟩
end Classical

export Classical (not_imp)
theorem Classical.and_or_imp {a b c : Prop} : a ∧ b ∨ (a → c) ↔ a → b ∨ c :=
  ⟨fun h ha => h.elim (fun hab => .inl hab.right) (fun f => .inr (f ha)),
   fun h => Classical.byCases (p := a)
     (fun ha => (h ha).elim (fun hb => .inl ⟨ha, hb⟩) (fun hc => .inr fun _ => hc))
     (fun hn => .inr fun ha => (hn ha).elim)⟩
theorem Exists.choose_spec {α : Sort u} {p : α → Prop} (P : ∃ a, p a) : p (Classical.choose P) :=
  Classical.choose_spec P
noncomputable def Exists.choose {α : Sort u} {p : α → Prop} (P : ∃ a, p a) : α :=
  Classical.choose P

/-! ## Functions -/

@[simp] theorem Function.comp_apply {α : Sort u} {β : Sort v} {δ : Sort w} {f : β → δ} {g : α → β}
    {x : α} : (f ∘ g) x = f (g x) := rfl
theorem Function.comp_def {α : Sort u} {β : Sort v} {δ : Sort w} (f : β → δ) (g : α → β) :
    f ∘ g = fun x => f (g x) := rfl
@[simp] theorem Function.const_apply {α : Sort u} {β : Sort v} {y : β} {x : α} :
    Function.const α y x = y := rfl
@[simp] theorem Function.id_comp {α : Sort u} {β : Sort v} (f : α → β) : id ∘ f = f := rfl
@[simp] theorem Function.comp_id {α : Sort u} {β : Sort v} (f : α → β) : f ∘ id = f := rfl
theorem Function.comp_assoc {α : Sort u} {β : Sort v} {δ : Sort w} {γ : Sort w} (f : δ → γ)
    (g : β → δ) (h : α → β) : (f ∘ g) ∘ h = f ∘ g ∘ h := rfl
/-! ## `if then else` -/

theorem Eq.mpr_prop {p q : Prop} (h₁ : p = q) (h₂ : q) : p := h₁ ▸ h₂
theorem Eq.mpr_not {p q : Prop} (h₁ : p = q) (h₂ : ¬q) : ¬p := h₁ ▸ h₂


section
variable {α : Sort u} {c : Prop}

theorem if_pos {c : Prop} {h : Decidable c} (hc : c) {α : Sort u} {t e : α} : ite c t e = t :=
  match h with | isTrue _ => rfl | isFalse hn => absurd hc hn
theorem if_neg {c : Prop} {h : Decidable c} (hnc : ¬c) {α : Sort u} {t e : α} : ite c t e = e :=
  match h with | isTrue hc => absurd hc hnc | isFalse _ => rfl
theorem dif_pos {c : Prop} {h : Decidable c} (hc : c) {α : Sort u} {t : c → α} {e : ¬c → α} :
    dite c t e = t hc := match h with | isTrue _ => rfl | isFalse hn => absurd hc hn
theorem dif_neg {c : Prop} {h : Decidable c} (hnc : ¬c) {α : Sort u} {t : c → α} {e : ¬c → α} :
    dite c t e = e hnc := match h with | isTrue hc => absurd hc hnc | isFalse _ => rfl
theorem dif_eq_if (c : Prop) {h : Decidable c} {α : Sort u} (t : α) (e : α) :
    dite c (fun _ => t) (fun _ => e) = ite c t e := rfl
@[simp] theorem dite_eq_ite {P : Prop} {a b : α} [Decidable P] :
    (dite P (fun _ => a) fun _ => b) = ite P a b := rfl
@[simp] theorem ite_true (a b : α) : (if True then a else b) = a := rfl
@[simp] theorem ite_false (a b : α) : (if False then a else b) = b := rfl
@[simp] theorem dite_true {t : True → α} {e : ¬True → α} : dite True t e = t trivial := rfl
@[simp] theorem dite_false {t : False → α} {e : ¬False → α} : dite False t e = e not_false := rfl
@[simp] theorem ite_self {c : Prop} {d : Decidable c} (a : α) : ite c a a = a := by
  cases d <;> exact rfl
theorem ite_eq_left {c : Prop} {h : Decidable c} (hc : c) {α : Sort u} {t e : α} :
    ite c t e = t := if_pos hc
theorem ite_eq_right {c : Prop} {h : Decidable c} (hnc : ¬c) {α : Sort u} {t e : α} :
    ite c t e = e := if_neg hnc
theorem dite_eq_left {c : Prop} {h : Decidable c} (hc : c) {α : Sort u} {t : c → α} {e : ¬c → α} :
    dite c t e = t hc := dif_pos hc
theorem dite_eq_right {c : Prop} {h : Decidable c} (hnc : ¬c) {α : Sort u} {t : c → α}
    {e : ¬c → α} : dite c t e = e hnc := dif_neg hnc
theorem ite_eq_left_of_eq_true {c : Prop} {_ : Decidable c} (a b : α) (h : c = True) :
    (if c then a else b) = a := if_pos (of_eq_true h)
theorem ite_eq_right_of_eq_false {c : Prop} {_ : Decidable c} (a b : α) (h : c = False) :
    (if c then a else b) = b := if_neg (of_eq_false h)
theorem dite_eq_left_of_eq_true {c : Prop} {_ : Decidable c} {t : c → α} {e : ¬c → α}
    (h : c = True) : (dite c t e) = t (of_eq_true h) := dif_pos (of_eq_true h)
theorem dite_eq_right_of_eq_false {c : Prop} {_ : Decidable c} {t : c → α} {e : ¬c → α}
    (h : c = False) : (dite c t e) = e (of_eq_false h) := dif_neg (of_eq_false h)
theorem ite_cond_congr {α : Sort u} {c c' : Prop} {_ : Decidable c} {_ : Decidable c'} (a b : α)
    (h : c = c') : ite c a b = ite c' a b := by
  subst h
  cases Decidable.em c with
  | inl h => rw [if_pos h, if_pos h]
  | inr h => rw [if_neg h, if_neg h]
theorem ite_cond_eq_true {c : Prop} {_ : Decidable c} (a b : α) (h : c = True) :
    (if c then a else b) = a := if_pos (of_eq_true h)
theorem ite_cond_eq_false {c : Prop} {_ : Decidable c} (a b : α) (h : c = False) :
    (if c then a else b) = b := if_neg (of_eq_false h)
theorem dite_cond_eq_true {c : Prop} {_ : Decidable c} {t : c → α} {e : ¬c → α} (h : c = True) :
    (dite c t e) = t (of_eq_true h) := dif_pos (of_eq_true h)
theorem dite_cond_eq_false {c : Prop} {_ : Decidable c} {t : c → α} {e : ¬c → α} (h : c = False) :
    (dite c t e) = e (of_eq_false h) := dif_neg (of_eq_false h)
theorem ite_congr {b c : Prop} {x y u v : α} {s : Decidable b} [Decidable c] (h₁ : b = c)
    (h₂ : c → x = u) (h₃ : ¬c → y = v) : ite b x y = ite c u v := by
  subst h₁
  cases Decidable.em b with
  | inl h => rw [if_pos h, if_pos h, h₂ h]
  | inr h => rw [if_neg h, if_neg h, h₃ h]
theorem dite_congr {b c : Prop} {_ : Decidable b} [Decidable c] {x : b → α} {u : c → α}
    {y : ¬b → α} {v : ¬c → α} (h₁ : b = c) (h₂ : ∀ h : c, x (Eq.mpr_prop h₁ h) = u h)
    (h₃ : ∀ h : ¬c, y (Eq.mpr_not h₁ h) = v h) : dite b x y = dite c u v := by
  subst h₁
  cases Decidable.em b with
  | inl h => rw [dif_pos h, dif_pos h, h₂ h]
  | inr h => rw [dif_neg h, dif_neg h, h₃ h]
theorem apply_ite {β : Sort v} (f : α → β) (P : Prop) [Decidable P] (x y : α) :
    f (ite P x y) = ite P (f x) (f y) := by
  cases Decidable.em P with
  | inl h => rw [if_pos h, if_pos h]
  | inr h => rw [if_neg h, if_neg h]
theorem ite_not (p : Prop) [Decidable p] (x y : α) : ite (¬p) x y = ite p y x := by
  cases Decidable.em p with
  | inl h => rw [if_pos h, if_neg (not_not_intro h)]
  | inr h => rw [if_neg h, if_pos h]
attribute [simp] ite_not
@[simp] theorem if_true_left {p q : Prop} [Decidable p] : (if p then True else q) ↔ (¬p → q) := by
  cases Decidable.em p with
  | inl h => rw [if_pos h]; exact ⟨fun _ hn => (hn h).elim, fun _ => trivial⟩
  | inr h => rw [if_neg h]; exact ⟨fun hq _ => hq, fun f => f h⟩
theorem ite_eq_left_iff {a b : α} {P : Prop} [Decidable P] : ite P a b = a ↔ (¬P → b = a) := by
  cases Decidable.em P with
  | inl h => rw [if_pos h]; exact ⟨fun _ hn => (hn h).elim, fun _ => rfl⟩
  | inr h => rw [if_neg h]; exact ⟨fun e _ => e, fun f => f h⟩
theorem ite_eq_right_iff {a b : α} {P : Prop} [Decidable P] : ite P a b = b ↔ (P → a = b) := by
  cases Decidable.em P with
  | inl h => rw [if_pos h]; exact ⟨fun e _ => e, fun f => f h⟩
  | inr h => rw [if_neg h]; exact ⟨fun _ hp => (h hp).elim, fun _ => rfl⟩
attribute [simp] ite_eq_left_iff ite_eq_right_iff
end

/-! ## Decisions as booleans -/

section
variable {p q : Prop}
@[simp] theorem decide_eq_true_eq [Decidable p] : (decide p = true) = p :=
  propext ⟨of_decide_eq_true, decide_eq_true⟩
@[simp] theorem decide_eq_false_iff_not {p : Prop} {_ : Decidable p} : (decide p = false) ↔ ¬p :=
  ⟨of_decide_eq_false, decide_eq_false⟩
theorem decide_eq_true_iff {p : Prop} [Decidable p] : (decide p = true) ↔ p :=
  ⟨of_decide_eq_true, decide_eq_true⟩
@[simp] theorem decide_true (h : Decidable True) : @decide True h = true := decide_eq_true trivial
@[simp] theorem decide_false (h : Decidable False) : @decide False h = false :=
  decide_eq_false id
@[simp] theorem decide_not {p : Prop} [g : Decidable p] [h : Decidable (Not p)] :
    decide (Not p) = !(decide p) := by
  cases g with
  | isTrue hp => exact decide_eq_false (not_not_intro hp)
  | isFalse hp => exact decide_eq_true hp
end
