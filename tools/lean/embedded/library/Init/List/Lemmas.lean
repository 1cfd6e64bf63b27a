/-
More about lists: membership and what is built of lists, the last element, filters that yield
options, sums, ranges, and decidable statements about all or some elements.
-/
prelude
import Init.List

set_option linter.unusedVariables false
universe u v w

namespace List
variable {α : Type u} {β : Type v} {γ : Type w}

/-! ## Functions -/

def elem [BEq α] (a : α) : (l : List α) → Bool
  | [] => false
  | b :: bs => match a == b with
    | true => true
    | false => elem a bs
abbrev contains [BEq α] (as : List α) (a : α) : Bool := elem a as
def erase [BEq α] : List α → α → List α
  | [], _ => []
  | a :: as, b => match a == b with
    | true => as
    | false => a :: erase as b
def count [BEq α] (a : α) : List α → Nat
  | [] => 0
  | b :: bs => match b == a with
    | true => count a bs + 1
    | false => count a bs
def range.loop : Nat → List Nat → List Nat
  | 0, acc => acc
  | n + 1, acc => loop n (n :: acc)
def range (n : Nat) : List Nat := range.loop n []
def unzip : (l : List (α × β)) → List α × List β
  | [] => ([], [])
  | (a, b) :: t => match unzip t with | (as, bs) => (a :: as, b :: bs)
protected def beq [BEq α] : List α → List α → Bool
  | [], [] => true
  | a :: as, b :: bs => a == b && List.beq as bs
  | _, _ => false
instance instBEq [BEq α] : BEq (List α) := ⟨List.beq⟩
instance instLawfulBEq [BEq α] [LawfulBEq α] : LawfulBEq (List α) where
  eq_of_beq {as bs} h := by
    induction as generalizing bs with
    | nil =>
      cases bs with
      | nil => rfl
      | cons b bs => exact Bool.noConfusion h
    | cons a as ih =>
      cases bs with
      | nil => exact Bool.noConfusion h
      | cons b bs =>
        have both := Bool.and_eq_true_iff.mp h
        rw [eq_of_beq both.left, ih both.right]
  rfl {as} := by
    induction as with
    | nil => rfl
    | cons a as ih => exact Bool.and_eq_true_iff.mpr ⟨ReflBEq.rfl, ih⟩

private theorem min_succ (m n : Nat) : min (m + 1) (n + 1) = min m n + 1 := by
  cases Nat.le_total m n with
  | inl h => rw [Nat.min_eq_left h, Nat.min_eq_left (Nat.succ_le_succ h)]
  | inr h => rw [Nat.min_eq_right h, Nat.min_eq_right (Nat.succ_le_succ h)]

/-! ## Append, reverse and length again -/

theorem append_cancel_right {as bs cs : List α} (h : as ++ bs = cs ++ bs) : as = cs :=
  reverse_inj.mp (append_cancel_left (by rw [← reverse_append, ← reverse_append, h]))
@[simp] theorem append_cancel_right_eq (as bs cs : List α) :
    (as ++ bs = cs ++ bs) = (as = cs) := propext ⟨append_cancel_right, fun h => h ▸ rfl⟩
@[simp] theorem append_left_inj {s₁ s₂ : List α} (t : List α) : s₁ ++ t = s₂ ++ t ↔ s₁ = s₂ :=
  ⟨append_cancel_right, fun h => h ▸ rfl⟩
@[simp] theorem append_right_inj {t₁ t₂ : List α} (s : List α) : s ++ t₁ = s ++ t₂ ↔ t₁ = t₂ :=
  ⟨append_cancel_left, fun h => h ▸ rfl⟩
@[simp] theorem nil_eq_append_iff {a b : List α} : [] = a ++ b ↔ a = [] ∧ b = [] := by
  rw [eq_comm, append_eq_nil_iff]
theorem append_ne_nil_of_left_ne_nil {s : List α} (h : s ≠ []) (t : List α) : s ++ t ≠ [] :=
  fun e => h (append_eq_nil_iff.mp e).left
theorem append_ne_nil_of_right_ne_nil {t : List α} (s : List α) : t ≠ [] → s ++ t ≠ [] :=
  fun h e => h (append_eq_nil_iff.mp e).right
@[simp] theorem append_eq_right_iff {xs ys : List α} : xs ++ ys = ys ↔ xs = [] :=
  ⟨fun h => append_cancel_right (bs := ys) h, fun h => h ▸ rfl⟩
@[simp] theorem append_eq_left_iff {xs ys : List α} : xs ++ ys = xs ↔ ys = [] :=
  ⟨fun h => append_cancel_left (as := xs) (h.trans (append_nil xs).symm), fun h => by rw [h, append_nil]⟩
theorem reverse_concat {l : List α} {a : α} : (l ++ [a]).reverse = a :: l.reverse := by
  rw [reverse_append]; rfl
theorem reverse_eq_iff {as bs : List α} : as.reverse = bs ↔ as = bs.reverse :=
  ⟨fun h => by rw [← h, reverse_reverse], fun h => by rw [h, reverse_reverse]⟩
@[simp] theorem reverse_singleton {a : α} : reverse [a] = [a] := rfl
theorem length_eq_one_iff {l : List α} : length l = 1 ↔ ∃ a, l = [a] := by
  cases l with
  | nil => exact ⟨nofun, fun ⟨_, h⟩ => nomatch h⟩
  | cons a l =>
    rw [length_cons]
    exact ⟨fun h => ⟨a, by rw [eq_nil_of_length_eq_zero (congrArg Nat.pred h)]⟩,
      fun ⟨b, h⟩ => by rw [(List.cons.inj h).right]; rfl⟩
theorem length_pos_of_mem {a : α} {l : List α} (h : a ∈ l) : 0 < length l :=
  length_pos_iff.mpr (ne_nil_of_mem h)
theorem exists_mem_of_ne_nil (l : List α) (h : l ≠ []) : ∃ x, x ∈ l := by
  cases l with
  | nil => exact absurd rfl h
  | cons a l => exact ⟨a, .head l⟩
theorem length_concat {as : List α} {a : α} : (concat as a).length = as.length + 1 := by
  rw [concat_eq_append, length_append]; rfl
@[simp] theorem isEmpty_nil : ([] : List α).isEmpty = true := rfl
@[simp] theorem isEmpty_cons {x : α} {xs : List α} : (x :: xs).isEmpty = false := rfl
@[simp] theorem isEmpty_iff {l : List α} : l.isEmpty ↔ l = [] := by cases l <;> simp
@[simp] theorem length_tail {l : List α} : l.tail.length = l.length - 1 := by cases l <;> rfl
@[simp] theorem length_take {i : Nat} {l : List α} : (take i l).length = min i l.length := by
  induction l generalizing i with
  | nil => rw [take_nil, length_nil, Nat.min_zero]
  | cons a l ih =>
    cases i with
    | zero => rw [take_zero, Nat.zero_min]; rfl
    | succ i => rw [take_succ_cons, length_cons, length_cons, ih]; exact (min_succ _ _).symm
@[simp] theorem take_length {l : List α} : l.take l.length = l := by
  induction l with
  | nil => rfl
  | cons a l ih => rw [length_cons, take_succ_cons, ih]
@[simp] theorem drop_length {l : List α} : l.drop l.length = [] := by
  induction l with
  | nil => rfl
  | cons a l ih => rw [length_cons, drop_succ_cons, ih]
@[simp] theorem take_left {l₁ l₂ : List α} : take l₁.length (l₁ ++ l₂) = l₁ := by
  induction l₁ with
  | nil => rfl
  | cons a l ih => rw [length_cons, cons_append, take_succ_cons, ih]
@[simp] theorem drop_left {l₁ l₂ : List α} : drop l₁.length (l₁ ++ l₂) = l₂ := by
  induction l₁ with
  | nil => rfl
  | cons a l ih => rw [length_cons, cons_append, drop_succ_cons, ih]
theorem map_take {f : α → β} {l : List α} {i : Nat} : (l.take i).map f = (l.map f).take i := by
  induction l generalizing i with
  | nil => simp
  | cons a l ih =>
    cases i with
    | zero => rfl
    | succ i => simp [ih]
theorem map_drop {f : α → β} {l : List α} {i : Nat} : (l.drop i).map f = (l.map f).drop i := by
  induction l generalizing i with
  | nil => simp
  | cons a l ih =>
    cases i with
    | zero => rfl
    | succ i => simp [ih]

/-! ## Map, filter and folds again -/

@[simp] theorem map_id_fun : map (id : α → α) = id := funext map_id
@[simp] theorem map_id_fun' : map (fun a : α => a) = id := funext map_id
theorem map_singleton {f : α → β} {a : α} : map f [a] = [f a] := rfl
@[simp] theorem map_inj_left {l : List α} {f g : α → β} :
    map f l = map g l ↔ ∀ a, a ∈ l → f a = g a := by
  refine ⟨fun h => ?_, map_congr_left⟩
  induction l with
  | nil => exact fun _ ha => absurd ha not_mem_nil
  | cons b l ih =>
    have both := List.cons.inj h
    exact fun a ha => (mem_cons.mp ha).elim (fun e => e ▸ both.left) (ih both.right a)
theorem map_eq_foldr {f : α → β} {l : List α} :
    map f l = foldr (fun a bs => f a :: bs) [] l := by
  induction l with
  | nil => rfl
  | cons a l ih => rw [map_cons, foldr_cons, ih]
@[simp] theorem map_flatten {f : α → β} {L : List (List α)} :
    (flatten L).map f = (L.map (map f)).flatten := by
  induction L with
  | nil => rfl
  | cons l L ih => rw [flatten_cons, map_append, ih]; rfl
@[simp] theorem flatten_append {L₁ L₂ : List (List α)} :
    flatten (L₁ ++ L₂) = flatten L₁ ++ flatten L₂ := by
  induction L₁ with
  | nil => rfl
  | cons l L ih => rw [cons_append, flatten_cons, ih, flatten_cons, append_assoc]
@[simp] theorem flatMap_append {xs ys : List α} {f : α → List β} :
    (xs ++ ys).flatMap f = xs.flatMap f ++ ys.flatMap f := by
  rw [flatMap, map_append, flatten_append]; rfl
@[simp] theorem filter_eq_self {l : List α} {p : α → Bool} :
    filter p l = l ↔ ∀ a, a ∈ l → p a := by
  induction l with
  | nil => exact ⟨fun _ _ h => absurd h not_mem_nil, fun _ => rfl⟩
  | cons a l ih =>
    rw [forall_mem_cons]
    cases h : p a with
    | true =>
      rw [filter_cons_of_pos h, cons_inj_right, ih]
      exact ⟨fun f => ⟨rfl, f⟩, And.right⟩
    | false =>
      rw [filter_cons_of_neg (ne_true_of_eq_false h)]
      refine ⟨fun e => ?_, fun f => nomatch f.left⟩
      have shorter := length_filter_le p l
      rw [e] at shorter
      exact absurd shorter (Nat.lt_irrefl _)
@[simp] theorem filter_eq_nil_iff {l : List α} {p : α → Bool} :
    filter p l = [] ↔ ∀ a, a ∈ l → ¬p a := by
  rw [eq_nil_iff_forall_not_mem]
  exact ⟨fun h a ha hp => h a (mem_filter.mpr ⟨ha, hp⟩),
    fun h a ha => h a (mem_filter.mp ha).left (mem_filter.mp ha).right⟩
theorem filter_map {p : β → Bool} {f : α → β} {l : List α} :
    filter p (map f l) = map f (filter (p ∘ f) l) := by
  induction l with
  | nil => rfl
  | cons a l ih => cases h : p (f a) <;> simp [filter, h, ih]
@[simp] theorem filterMap_nil {f : α → Option β} : filterMap f [] = [] := rfl
theorem filterMap_cons {f : α → Option β} {a : α} {l : List α} :
    filterMap f (a :: l) = match f a with | none => filterMap f l | some b => b :: filterMap f l :=
  rfl
@[simp] theorem filterMap_cons_none {f : α → Option β} {a : α} {l : List α} (h : f a = none) :
    filterMap f (a :: l) = filterMap f l := by rw [filterMap, h]
@[simp] theorem filterMap_cons_some {f : α → Option β} {a : α} {l : List α} {b : β}
    (h : f a = some b) : filterMap f (a :: l) = b :: filterMap f l := by rw [filterMap, h]
@[simp] theorem filterMap_eq_map {f : α → β} : filterMap (some ∘ f) = map f := by
  funext l
  induction l with
  | nil => rfl
  | cons a l ih => exact (congrArg (cons (f a)) ih)
@[simp] theorem mem_filterMap {f : α → Option β} {l : List α} {b : β} :
    b ∈ filterMap f l ↔ ∃ a, a ∈ l ∧ f a = some b := by
  induction l with
  | nil => simp
  | cons a l ih =>
    cases h : f a with
    | none => rw [filterMap_cons_none h, ih]; simp [h]
    | some c =>
      rw [filterMap_cons_some h, mem_cons, ih]
      exact ⟨fun hb => hb.elim (fun e => ⟨a, .head l, e ▸ h⟩) fun ⟨x, hx, e⟩ => ⟨x, .tail a hx, e⟩,
        fun ⟨x, hx, e⟩ => (mem_cons.mp hx).elim
          (fun ex => .inl (Option.some.inj ((ex ▸ e).symm.trans h))) fun hx => .inr ⟨x, hx, e⟩⟩
theorem foldl_map {f : β → γ} {g : α → γ → α} {l : List β} {init : α} :
    (l.map f).foldl g init = l.foldl (fun x y => g x (f y)) init := by
  induction l generalizing init with
  | nil => rfl
  | cons b l ih => exact ih
theorem foldr_eq_foldl_reverse {l : List α} {f : α → β → β} {b : β} :
    l.foldr f b = l.reverse.foldl (fun x y => f y x) b := foldl_reverse.symm
@[simp] theorem foldr_cons_eq_append {l : List α} {f : α → β} {l' : List β} :
    l.foldr (fun x ys => f x :: ys) l' = l.map f ++ l' := by
  induction l with
  | nil => rfl
  | cons a l ih => rw [foldr_cons, ih]; rfl
@[simp] theorem foldr_cons_eq_append' {l l' : List β} : l.foldr cons l' = l ++ l' := by
  induction l with
  | nil => rfl
  | cons a l ih => rw [foldr_cons, ih]; rfl
theorem foldr_cons_nil {l : List α} : l.foldr cons [] = l := by
  induction l with
  | nil => rfl
  | cons a l ih => rw [foldr_cons, ih]

/-! ## Membership again -/

theorem mem_of_ne_of_mem {a y : α} {l : List α} (h₁ : a ≠ y) (h₂ : a ∈ y :: l) : a ∈ l :=
  (mem_cons.mp h₂).resolve_left h₁
theorem not_mem_cons {a y : α} {l : List α} : ¬a ∈ y :: l ↔ a ≠ y ∧ ¬a ∈ l := by
  rw [mem_cons, not_or]
theorem not_mem_append {a : α} {s t : List α} (h₁ : ¬a ∈ s) (h₂ : ¬a ∈ t) : ¬a ∈ s ++ t :=
  fun h => (mem_append.mp h).elim h₁ h₂
theorem mem_flatten {a : α} {L : List (List α)} : a ∈ L.flatten ↔ ∃ l, l ∈ L ∧ a ∈ l := by
  induction L with
  | nil => simp
  | cons l L ih => simp [ih]
attribute [simp] mem_flatten
@[simp] theorem mem_flatMap {f : α → List β} {b : β} {l : List α} :
    b ∈ l.flatMap f ↔ ∃ a, a ∈ l ∧ b ∈ f a := by
  induction l with
  | nil => simp
  | cons a l ih => simp [ih]
@[simp] theorem mem_replicate {a b : α} {n : Nat} : b ∈ replicate n a ↔ n ≠ 0 ∧ b = a := by
  induction n with
  | zero => exact ⟨nofun, fun h => absurd rfl h.left⟩
  | succ n ih =>
    rw [replicate_succ, mem_cons, ih]
    exact ⟨fun h => ⟨Nat.succ_ne_zero n, h.elim id And.right⟩, fun h => .inl h.right⟩
theorem eq_of_mem_replicate {a b : α} {n : Nat} (h : b ∈ replicate n a) : b = a :=
  (mem_replicate.mp h).right
@[simp] theorem append_replicate_replicate {n m : Nat} {a : α} :
    replicate n a ++ replicate m a = replicate (n + m) a := by
  induction n with
  | zero => rw [Nat.zero_add]; rfl
  | succ n ih => rw [Nat.succ_add]; exact congrArg (cons a) ih
@[simp] theorem map_replicate {f : α → β} {n : Nat} {a : α} :
    (replicate n a).map f = replicate n (f a) := by
  induction n with
  | zero => rfl
  | succ n ih => exact congrArg (cons (f a)) ih
@[simp] theorem map_const (l : List α) (b : β) :
    map (Function.const α b) l = replicate l.length b := by
  induction l with
  | nil => rfl
  | cons a l ih => exact congrArg (cons b) ih
@[simp] theorem map_const' (l : List α) (b : β) : map (fun _ => b) l = replicate l.length b :=
  map_const l b
@[simp] theorem any_eq_true {l : List α} {p : α → Bool} :
    l.any p = true ↔ ∃ x, x ∈ l ∧ p x := by
  induction l with
  | nil => simp
  | cons a l ih => rw [any_cons, Bool.or_eq_true_iff, ih]; simp
@[simp] theorem any_append {x y : List α} {f : α → Bool} :
    (x ++ y).any f = (x.any f || y.any f) := by
  induction x with
  | nil => rfl
  | cons a x ih => rw [cons_append, any_cons, ih, any_cons, Bool.or_assoc]
@[simp] theorem all_append {x y : List α} {f : α → Bool} :
    (x ++ y).all f = (x.all f && y.all f) := by
  induction x with
  | nil => rfl
  | cons a x ih => rw [cons_append, all_cons, ih, all_cons, Bool.and_assoc]
theorem exists_mem_cons {p : α → Prop} {a : α} {l : List α} :
    (∃ x, ∃ _ : x ∈ a :: l, p x) ↔ p a ∨ ∃ x, ∃ _ : x ∈ l, p x := by simp
theorem forall_mem_append {p : α → Prop} {l₁ l₂ : List α} :
    (∀ x, x ∈ l₁ ++ l₂ → p x) ↔ (∀ x, x ∈ l₁ → p x) ∧ (∀ x, x ∈ l₂ → p x) :=
  ⟨fun h => ⟨fun x hx => h x (mem_append_left _ hx), fun x hx => h x (mem_append_right _ hx)⟩,
   fun h x hx => (mem_append.mp hx).elim (h.left x) (h.right x)⟩
theorem forall_mem_singleton {p : α → Prop} {a : α} : (∀ x, x ∈ [a] → p x) ↔ p a := by simp
@[simp] theorem elem_nil [BEq α] {a : α} : ([] : List α).elem a = false := rfl
@[simp] theorem contains_nil [BEq α] {a : α} : ([] : List α).contains a = false := rfl
@[simp] theorem contains_cons [BEq α] {a b : α} {as : List α} :
    (a :: as).contains b = (b == a || as.contains b) := by
  rw [contains, elem]; cases b == a <;> rfl
theorem elem_iff [BEq α] [LawfulBEq α] {a : α} {as : List α} : elem a as = true ↔ a ∈ as := by
  induction as with
  | nil => simp
  | cons b as ih =>
    have split := contains_cons (a := b) (b := a) (as := as)
    rw [contains, contains] at split
    rw [split, Bool.or_eq_true_iff, ih, beq_iff_eq, mem_cons]
@[simp] theorem contains_iff_mem [BEq α] [LawfulBEq α] {l : List α} {a : α} :
    l.contains a ↔ a ∈ l := elem_iff
instance decidableBEx (p : α → Prop) [DecidablePred p] :
    (l : List α) → Decidable (∃ x, x ∈ l ∧ p x)
  | [] => isFalse fun ⟨_, h, _⟩ => absurd h not_mem_nil
  | a :: l =>
    if ha : p a then isTrue ⟨a, .head l, ha⟩
    else match decidableBEx p l with
      | isTrue h => isTrue (h.elim fun x hx => ⟨x, .tail a hx.left, hx.right⟩)
      | isFalse hn => isFalse fun ⟨x, hx, hp⟩ =>
        (mem_cons.mp hx).elim (fun e => ha (e ▸ hp)) fun hx => hn ⟨x, hx, hp⟩
instance decidableBAll (p : α → Prop) [DecidablePred p] :
    (l : List α) → Decidable (∀ x, x ∈ l → p x)
  | [] => isTrue fun _ h => absurd h not_mem_nil
  | a :: l =>
    if ha : p a then match decidableBAll p l with
      | isTrue h => isTrue (forall_mem_cons.mpr ⟨ha, h⟩)
      | isFalse hn => isFalse fun h => hn (forall_mem_cons.mp h).right
    else isFalse fun h => ha (forall_mem_cons.mp h).left

/-! ## First and last elements, sums, zips, ranges -/

@[simp] theorem head_cons {a : α} {l : List α} {h : a :: l ≠ []} : head (a :: l) h = a := rfl
@[simp] theorem headD_nil {d : α} : headD [] d = d := rfl
@[simp] theorem headD_cons {a : α} {l : List α} {d : α} : headD (a :: l) d = a := rfl
@[simp] theorem tail?_nil : tail? ([] : List α) = none := rfl
@[simp] theorem tail?_cons {a : α} {l : List α} : tail? (a :: l) = some l := rfl
@[simp] theorem cons_head_tail {l : List α} (h : l ≠ []) : l.head h :: l.tail = l := by
  cases l with
  | nil => exact absurd rfl h
  | cons a l => rfl
@[simp] theorem head_mem {l : List α} (h : l ≠ []) : l.head h ∈ l := by
  cases l with
  | nil => exact absurd rfl h
  | cons a l => exact .head l
theorem mem_of_mem_tail {a : α} {l : List α} (h : a ∈ tail l) : a ∈ l := by
  cases l with
  | nil => exact h
  | cons b l => exact .tail b h
@[simp] theorem getLast_singleton {a : α} (h : [a] ≠ []) : getLast [a] h = a := rfl
@[simp] theorem getLast?_nil : ([] : List α).getLast? = none := rfl
@[simp] theorem getLast?_singleton {a : α} : getLast? [a] = some a := rfl
theorem getLast_cons {a : α} {as : List α} (h : as ≠ []) :
    getLast (a :: as) (cons_ne_nil a as) = getLast as h := by
  cases as with
  | nil => exact absurd rfl h
  | cons b bs => rfl
@[simp] theorem getLast_append_singleton {a : α} {l : List α} :
    getLast (l ++ [a]) (append_ne_nil_of_right_ne_nil l (cons_ne_nil a [])) = a := by
  induction l with
  | nil => rfl
  | cons b l ih =>
    exact (getLast_cons (append_ne_nil_of_right_ne_nil l (cons_ne_nil a []))).trans ih
@[simp] theorem dropLast_nil : ([] : List α).dropLast = [] := rfl
@[simp] theorem dropLast_singleton {x : α} : [x].dropLast = [] := rfl
@[simp] theorem dropLast_cons₂ {x y : α} {xs : List α} :
    (x :: y :: xs).dropLast = x :: (y :: xs).dropLast := rfl
@[simp] theorem length_dropLast {xs : List α} : xs.dropLast.length = xs.length - 1 := by
  induction xs with
  | nil => rfl
  | cons x xs ih =>
    cases xs with
    | nil => rfl
    | cons y ys => rw [dropLast_cons₂, length_cons, ih]; rfl
@[simp] theorem sum_nil [Add α] [OfNat α 0] : ([] : List α).sum = 0 := rfl
@[simp] theorem sum_cons [Add α] [OfNat α 0] {a : α} {l : List α} :
    (a :: l).sum = a + l.sum := rfl
@[simp] theorem sum_append_nat {l₁ l₂ : List Nat} : (l₁ ++ l₂).sum = l₁.sum + l₂.sum := by
  induction l₁ with
  | nil => simp
  | cons a l ih => simp [ih, Nat.add_assoc]
@[simp] theorem zip_nil_left {l : List β} : zip ([] : List α) l = [] := rfl
@[simp] theorem zip_nil_right {l : List α} : zip l ([] : List β) = [] := zipWith_nil_right
@[simp] theorem zip_cons_cons {a : α} {as : List α} {b : β} {bs : List β} :
    zip (a :: as) (b :: bs) = (a, b) :: zip as bs := rfl
@[simp] theorem length_zipWith {f : α → β → γ} {l₁ : List α} {l₂ : List β} :
    length (zipWith f l₁ l₂) = min l₁.length l₂.length := by
  induction l₁ generalizing l₂ with
  | nil => rw [zipWith_nil_left, length_nil, length_nil, Nat.zero_min]
  | cons a l ih =>
    cases l₂ with
    | nil => rw [zipWith_nil_right, length_nil, length_nil, Nat.min_zero]
    | cons b l₂ => rw [zipWith_cons_cons, length_cons, ih]; exact (min_succ _ _).symm
@[simp] theorem length_zip {l₁ : List α} {l₂ : List β} :
    (zip l₁ l₂).length = min l₁.length l₂.length := length_zipWith
@[simp] theorem unzip_nil : unzip ([] : List (α × β)) = ([], []) := rfl
@[simp] theorem unzip_cons {t : List (α × β)} {h : α × β} :
    unzip (h :: t) = (h.1 :: (unzip t).1, h.2 :: (unzip t).2) := rfl
theorem range_loop_eq (n : Nat) (l : List Nat) : range.loop n l = range n ++ l := by
  induction n generalizing l with
  | zero => rfl
  | succ n ih =>
    show range.loop n (n :: l) = range.loop n [n] ++ l
    rw [ih (n :: l), ih [n], append_assoc]; rfl
@[simp] theorem range_zero : range 0 = [] := rfl
theorem range_succ {n : Nat} : range (n + 1) = range n ++ [n] := range_loop_eq n [n]
@[simp] theorem length_range {n : Nat} : (range n).length = n := by
  induction n with
  | zero => rfl
  | succ n ih => rw [range_succ, length_append, ih]; rfl
@[simp] theorem mem_range {m n : Nat} : m ∈ range n ↔ m < n := by
  induction n with
  | zero => exact ⟨nofun, fun h => absurd h (Nat.not_lt_zero m)⟩
  | succ n ih =>
    rw [range_succ, mem_append, ih, mem_singleton, Nat.lt_succ_iff, Nat.le_iff_lt_or_eq]
end List
