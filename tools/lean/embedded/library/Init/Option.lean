/-
Options: functions, membership, the monad, and their lemmas.
-/
prelude
import Init.Function
import Init.Control

set_option linter.unusedVariables false
universe u v w

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
@[inline] protected def all (p : α → Bool) : Option α → Bool
  | some a => p a
  | none => true
@[inline] protected def any (p : α → Bool) : Option α → Bool
  | some a => p a
  | none => false
@[inline] def guard (p : α → Bool) (a : α) : Option α := if p a then some a else none
@[inline] def toList : Option α → List α
  | none => .nil
  | some a => .cons a .nil
def merge (f : α → α → α) : Option α → Option α → Option α
  | none, none => none
  | some x, none => some x
  | none, some y => some y
  | some x, some y => some (f x y)
@[inline] def isEqSome [BEq α] : Option α → α → Bool
  | some a, b => a == b
  | none, _ => false
instance instMembership : Membership α (Option α) := ⟨fun b a => b = some a⟩
instance instDecidableMemOfDecidableEq [DecidableEq α] (j : α) (o : Option α) :
    Decidable (j ∈ o) :=
  match o with
  | none => isFalse fun h => nomatch h
  | some a => if h : a = j then isTrue (h ▸ rfl) else isFalse fun e => h (Option.some.inj e)
@[simp] theorem map_none (f : α → β) : (none : Option α).map f = none := rfl
@[simp] theorem map_some (a : α) (f : α → β) : (some a).map f = some (f a) := rfl
@[simp] theorem bind_none (f : α → Option β) : none.bind f = none := rfl
@[simp] theorem bind_some (a : α) (f : α → Option β) : (some a).bind f = f a := rfl
@[simp] theorem bind_fun_some (x : Option α) : x.bind some = x := by cases x <;> rfl
@[simp] theorem bind_fun_none (x : Option α) : x.bind (fun _ => none (α := β)) = none := by
  cases x <;> rfl
theorem bind_assoc (x : Option α) (f : α → Option β) (g : β → Option γ) :
    (x.bind f).bind g = x.bind fun y => (f y).bind g := by cases x <;> rfl
@[simp] theorem map_id : (Option.map id : Option α → Option α) = id := by
  funext o; cases o <;> rfl
@[simp] theorem map_id_fun {α : Type u} : Option.map (id : α → α) = id := map_id
theorem map_id' {x : Option α} : (x.map fun a => a) = x := congrFun map_id x
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
@[simp] theorem not_isSome (a : Option α) : (!a.isSome) = a.isNone := by cases a <;> rfl
theorem eq_none_iff_forall_ne_some {o : Option α} : o = none ↔ ∀ a, o ≠ some a := by
  cases o <;> simp
theorem ne_none_iff_exists {o : Option α} : o ≠ none ↔ ∃ x, some x = o := by cases o <;> simp
theorem ne_none_iff_exists' {o : Option α} : o ≠ none ↔ ∃ x, o = some x := by cases o <;> simp
theorem some_inj {a b : α} : some a = some b ↔ a = b := by simp
theorem some_ne_none (x : α) : some x ≠ none := fun h => nomatch h
theorem ne_none_iff_isSome {o : Option α} : o ≠ none ↔ o.isSome := isSome_iff_ne_none.symm
theorem isSome_of_eq_some {x : Option α} {y : α} (h : x = some y) : x.isSome := by rw [h]; rfl
theorem eq_none_or_eq_some (a : Option α) : a = none ∨ ∃ x, a = some x := by
  cases a with
  | none => exact .inl rfl
  | some x => exact .inr ⟨x, rfl⟩
theorem eq_some_unique {o : Option α} {a b : α} (ha : o = some a) (hb : o = some b) : a = b :=
  Option.some.inj (ha.symm.trans hb)
@[simp] theorem not_isNone (a : Option α) : (!a.isNone) = a.isSome := by cases a <;> rfl
@[simp] theorem isNone_map {x : Option α} {f : α → β} : (x.map f).isNone = x.isNone := by
  cases x <;> rfl
@[simp] theorem isSome_eq_false_iff {a : Option α} : isSome a = false ↔ a.isNone = true := by
  cases a <;> simp
@[simp] theorem isNone_eq_false_iff {a : Option α} : isNone a = false ↔ a.isSome = true := by
  cases a <;> simp
@[simp] theorem getD_map (f : α → β) (x : α) (o : Option α) :
    (o.map f).getD (f x) = f (getD o x) := by cases o <;> rfl
theorem getD_eq_iff {o : Option α} {a b : α} : o.getD a = b ↔ o = some b ∨ o = none ∧ a = b := by
  cases o <;> simp
theorem getD_of_ne_none {x : Option α} (hx : x ≠ none) (y : α) : some (x.getD y) = x := by
  cases x with
  | none => exact absurd rfl hx
  | some a => rfl
theorem join_eq_some_iff {x : Option (Option α)} {a : α} :
    x.join = some a ↔ x = some (some a) := by
  cases x with
  | none => exact ⟨nofun, nofun⟩
  | some o => exact ⟨fun h => congrArg some h, fun h => Option.some.inj h⟩
theorem bind_id_eq_join {x : Option (Option α)} : x.bind id = x.join := rfl
@[simp] theorem map_eq_none_iff {x : Option α} {f : α → β} : x.map f = none ↔ x = none := by
  cases x <;> simp
@[simp] theorem map_eq_some_iff {f : α → β} {x : Option α} {b : β} :
    x.map f = some b ↔ ∃ a, x = some a ∧ f a = b := by cases x <;> simp
theorem bind_eq_some_iff {o : Option α} {f : α → Option β} {b : β} :
    o.bind f = some b ↔ ∃ a, o = some a ∧ f a = some b := by cases o <;> simp
@[simp] theorem bind_eq_none_iff {o : Option α} {f : α → Option β} :
    o.bind f = none ↔ ∀ a, o = some a → f a = none := by cases o <;> simp
@[simp] theorem map_bind {f : α → Option β} {g : β → γ} {x : Option α} :
    (x.bind f).map g = x.bind (Option.map g ∘ f) := by cases x <;> rfl
theorem bind_map {f : α → β} {g : β → Option γ} {x : Option α} :
    (x.map f).bind g = x.bind (g ∘ f) := by cases x <;> rfl
theorem bind_comm {f : α → β → Option γ} (a : Option α) (b : Option β) :
    (a.bind fun x => b.bind (f x)) = b.bind fun y => a.bind fun x => f x y := by
  cases a <;> cases b <;> rfl
theorem bind_congr {o : Option α} {f g : α → Option β} (h : ∀ a, o = some a → f a = g a) :
    o.bind f = o.bind g := by
  cases o with
  | none => rfl
  | some a => exact h a rfl
@[simp] theorem map_comp_map (f : α → β) (g : β → γ) :
    Option.map g ∘ Option.map f = Option.map (g ∘ f) := funext (map_map g f)
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
@[simp] theorem or_self {o : Option α} : o.or o = o := by cases o <;> rfl
@[simp] theorem or_some {o : Option α} {a : α} : o.or (some a) = some (o.getD a) := by
  cases o <;> rfl
@[simp] theorem isSome_or {o o' : Option α} : (o.or o').isSome = (o.isSome || o'.isSome) := by
  cases o <;> rfl
@[simp] theorem isNone_or {o o' : Option α} : (o.or o').isNone = (o.isNone && o'.isNone) := by
  cases o <;> rfl
@[simp] theorem or_eq_none_iff {o o' : Option α} : o.or o' = none ↔ o = none ∧ o' = none := by
  cases o <;> simp
@[simp] theorem or_eq_some_iff {o o' : Option α} {a : α} :
    o.or o' = some a ↔ o = some a ∨ (o = none ∧ o' = some a) := by cases o <;> simp
theorem or_assoc {a b c : Option α} : (a.or b).or c = a.or (b.or c) := by cases a <;> rfl
@[ext] theorem ext : ∀ {o₁ o₂ : Option α}, (∀ a, o₁ = some a ↔ o₂ = some a) → o₁ = o₂
  | none, none, _ => rfl
  | some a, o, h => ((h a).mp rfl).symm
  | none, some b, h => (h b).mpr rfl
@[simp] theorem filter_none (p : α → Bool) : none.filter p = none := rfl
theorem filter_some {p : α → Bool} {a : α} :
    Option.filter p (some a) = if p a then some a else none := rfl
theorem filter_some_pos {p : α → Bool} {a : α} (h : p a) : Option.filter p (some a) = some a :=
  if_pos h
theorem filter_some_neg {p : α → Bool} {a : α} (h : p a = false) :
    Option.filter p (some a) = none := if_neg (ne_true_of_eq_false h)
@[simp] theorem filter_eq_some_iff {o : Option α} {p : α → Bool} {a : α} :
    o.filter p = some a ↔ o = some a ∧ p a := by
  cases o with
  | none => exact ⟨nofun, fun ⟨e, _⟩ => nomatch e⟩
  | some b =>
    cases h : p b with
    | true =>
      rw [filter_some_pos h]
      exact ⟨fun e => ⟨e, Option.some.inj e ▸ h⟩, And.left⟩
    | false =>
      rw [filter_some_neg h]
      exact ⟨nofun,
        fun ⟨e, ha⟩ => absurd (Option.some.inj e ▸ ha) (ne_true_of_eq_false h)⟩
@[simp] theorem filter_eq_none_iff {o : Option α} {p : α → Bool} :
    o.filter p = none ↔ ∀ a, o = some a → ¬p a := by
  cases o with
  | none => exact ⟨fun _ => nofun, fun _ => rfl⟩
  | some b =>
    cases h : p b with
    | true => rw [filter_some_pos h]; exact ⟨nofun, fun f => absurd h (f b rfl)⟩
    | false =>
      rw [filter_some_neg h]
      exact ⟨fun _ a e => Option.some.inj e ▸ ne_true_of_eq_false h, fun _ => rfl⟩
@[simp] theorem all_none {p : α → Bool} : Option.all p none = true := rfl
@[simp] theorem all_some {p : α → Bool} {x : α} : Option.all p (some x) = p x := rfl
@[simp] theorem any_none {p : α → Bool} : Option.any p none = false := rfl
@[simp] theorem any_some {p : α → Bool} {x : α} : Option.any p (some x) = p x := rfl
theorem all_eq_true (p : α → Bool) (x : Option α) :
    x.all p = true ↔ ∀ y, x = some y → p y := by cases x <;> simp
theorem any_eq_true (p : α → Bool) (x : Option α) :
    x.any p = true ↔ ∃ y, x = some y ∧ p y := by cases x <;> simp
@[simp] theorem not_mem_none (a : α) : ¬a ∈ (none : Option α) := fun h => nomatch h
@[simp] theorem mem_def {a : α} {b : Option α} : a ∈ b ↔ b = some a := Iff.rfl
theorem mem_some {a b : α} : a ∈ some b ↔ b = a := by simp
theorem mem_some_self (a : α) : a ∈ some a := rfl
theorem mem_unique {o : Option α} {a b : α} (ha : a ∈ o) (hb : b ∈ o) : a = b :=
  eq_some_unique ha hb
theorem eq_none_iff_forall_not_mem {o : Option α} : o = none ↔ ∀ a, ¬a ∈ o :=
  eq_none_iff_forall_ne_some
@[simp] theorem guard_pos {p : α → Bool} {a : α} (h : p a) : Option.guard p a = some a := if_pos h
theorem merge_none_left {f : α → α → α} {b : Option α} : merge f none b = b := by
  cases b <;> rfl
theorem merge_none_right {f : α → α → α} {a : Option α} : merge f a none = a := by
  cases a <;> rfl
attribute [simp] merge_none_left merge_none_right
@[simp] theorem merge_some_some {f : α → α → α} {a b : α} :
    merge f (some a) (some b) = some (f a b) := rfl
@[simp] theorem toList_some (a : α) : (some a).toList = [a] := rfl
@[simp] theorem toList_none (α : Type u) : (none : Option α).toList = [] := rfl
protected theorem «forall» {p : Option α → Prop} : (∀ x, p x) ↔ p none ∧ ∀ x, p (some x) :=
  ⟨fun h => ⟨h none, fun x => h (some x)⟩, fun h x => match x with | none => h.1 | some x => h.2 x⟩
protected theorem «exists» {p : Option α → Prop} : (∃ x, p x) ↔ p none ∨ ∃ x, p (some x) :=
  ⟨fun | ⟨none, h⟩ => .inl h | ⟨some x, h⟩ => .inr ⟨x, h⟩,
   fun | .inl h => ⟨_, h⟩ | .inr ⟨x, h⟩ => ⟨_, h⟩⟩
end Option

instance instFunctorOption : Functor Option where
  map := Option.map
instance instMonadOption : Monad Option where
  pure := some
  bind := Option.bind
instance instAlternativeOption : Alternative Option where
  failure := none
  orElse := Option.orElse
instance instOrElseOption {α : Type u} : OrElse (Option α) := ⟨Option.orElse⟩
instance instLawfulMonadOption : LawfulMonad Option where
  map_const := rfl
  id_map x := by cases x <;> rfl
  seqLeft_eq x y := by cases x <;> cases y <;> rfl
  seqRight_eq x y := by cases x <;> cases y <;> rfl
  pure_seq g x := by cases x <;> rfl
  map_pure _ _ := rfl
  seq_pure g x := by cases g <;> rfl
  seq_assoc x g h := by cases h <;> cases g <;> cases x <;> rfl
  bind_pure_comp f x := by cases x <;> rfl
  bind_map f x := by cases f <;> rfl
  pure_bind _ _ := rfl
  bind_assoc x f g := by cases x <;> rfl

namespace Option
variable {α : Type u} {β : Type u}
@[simp] theorem pure_def : pure = @some α := rfl
@[simp] theorem bind_eq_bind : bind = @Option.bind α β := rfl
@[simp] theorem map_eq_map {f : α → β} : Functor.map f = Option.map f := rfl
@[simp] theorem orElse_eq_orElse : HOrElse.hOrElse = @Option.orElse α := rfl
@[simp] theorem orElse_some {a : α} {b : Unit → Option α} : (some a).orElse b = some a := rfl
@[simp] theorem orElse_none {b : Unit → Option α} : none.orElse b = b () := rfl
theorem orElse_eq_or {o : Option α} {f : Unit → Option α} : o.orElse f = o.or (f ()) := by
  cases o <;> rfl
end Option

instance instBEqOption {α : Type u} [BEq α] : BEq (Option α) where
  beq
    | none, none => true
    | some a, some b => a == b
    | _, _ => false
instance Option.instLawfulBEq {α : Type u} [BEq α] [LawfulBEq α] : LawfulBEq (Option α) where
  eq_of_beq {a b} h := match a, b, h with
    | none, none, _ => rfl
    | some _, some _, h => congrArg some (eq_of_beq (α := α) h)
  rfl {a} := match a with
    | none => rfl
    | some _ => ReflBEq.rfl (α := α)

instance instDecidableEqOption {α : Type u} [DecidableEq α] : DecidableEq (Option α)
  | none, none => isTrue rfl
  | none, some _ => isFalse fun h => nomatch h
  | some _, none => isFalse fun h => nomatch h
  | some a, some b =>
    if h : a = b then isTrue (h ▸ rfl) else isFalse fun e => h (Option.some.inj e)

gen_injective_theorems% Except
gen_injective_theorems% Nat
gen_injective_theorems% List
