/-
Booleans: their operations, and what `==` says where it is lawful.
-/
prelude
import Init.Classical

set_option linter.unusedVariables false
universe u v

namespace Bool
theorem of_not_eq_true : {b : Bool} → ¬(b = true) → b = false := by
  intro b h; cases b with
  | true => exact absurd rfl h
  | false => rfl
theorem of_not_eq_false : {b : Bool} → ¬(b = false) → b = true := by
  intro b h; cases b with
  | false => exact absurd rfl h
  | true => rfl
theorem eq_false_or_eq_true : (b : Bool) → b = true ∨ b = false
  | true => .inl rfl
  | false => .inr rfl
@[simp] theorem false_ne_true : ¬(false = true) := fun h => Bool.noConfusion h
@[simp] theorem not_eq_true (b : Bool) : (¬(b = true)) = (b = false) := by cases b <;> decide
@[simp] theorem not_eq_false (b : Bool) : (¬(b = false)) = (b = true) := by cases b <;> decide
theorem eq_iff_iff {a b : Bool} : a = b ↔ (a ↔ b) := by cases a <;> cases b <;> decide
@[simp] theorem and_eq_true (a b : Bool) : ((a && b) = true) = (a = true ∧ b = true) := by
  cases a <;> cases b <;> decide
@[simp] theorem or_eq_true (a b : Bool) : ((a || b) = true) = (a = true ∨ b = true) := by
  cases a <;> cases b <;> decide
theorem and_eq_true_iff {x y : Bool} : (x && y) = true ↔ x = true ∧ y = true := by
  cases x <;> cases y <;> decide
theorem or_eq_true_iff {x y : Bool} : (x || y) = true ↔ x = true ∨ y = true := by
  cases x <;> cases y <;> decide
@[simp] theorem and_eq_false_imp : ∀ {x y : Bool}, (x && y) = false ↔ (x = true → y = false) := by
  intro x y; cases x <;> cases y <;> decide
@[simp] theorem or_eq_false_iff : ∀ {x y : Bool}, (x || y) = false ↔ x = false ∧ y = false := by
  intro x y; cases x <;> cases y <;> decide
theorem and_eq_false_iff : ∀ {x y : Bool}, (x && y) = false ↔ x = false ∨ y = false := by
  intro x y; cases x <;> cases y <;> decide
@[simp] theorem not_eq_true' (b : Bool) : ((!b) = true) = (b = false) := by cases b <;> decide
@[simp] theorem not_eq_false' (b : Bool) : ((!b) = false) = (b = true) := by cases b <;> decide
@[simp] theorem not_not (b : Bool) : (!!b) = b := by cases b <;> rfl
@[simp] theorem not_true : (!true) = false := rfl
@[simp] theorem not_false : (!false) = true := rfl
@[simp] theorem and_true (b : Bool) : (b && true) = b := by cases b <;> rfl
@[simp] theorem true_and (b : Bool) : (true && b) = b := rfl
@[simp] theorem and_false (b : Bool) : (b && false) = false := by cases b <;> rfl
@[simp] theorem false_and (b : Bool) : (false && b) = false := rfl
@[simp] theorem and_self (b : Bool) : (b && b) = b := by cases b <;> rfl
@[simp] theorem or_true (b : Bool) : (b || true) = true := by cases b <;> rfl
@[simp] theorem true_or (b : Bool) : (true || b) = true := rfl
@[simp] theorem or_false (b : Bool) : (b || false) = b := by cases b <;> rfl
@[simp] theorem false_or (b : Bool) : (false || b) = b := rfl
@[simp] theorem or_self (b : Bool) : (b || b) = b := by cases b <;> rfl
@[simp] theorem and_not_self : ∀ (x : Bool), (x && !x) = false | true => rfl | false => rfl
@[simp] theorem not_and_self : ∀ (x : Bool), (!x && x) = false | true => rfl | false => rfl
@[simp] theorem or_not_self : ∀ (a : Bool), (a || !a) = true | true => rfl | false => rfl
@[simp] theorem not_or_self : ∀ (a : Bool), (!a || a) = true | true => rfl | false => rfl
theorem and_comm : ∀ (x y : Bool), (x && y) = (y && x) := by
  intro x y; cases x <;> cases y <;> rfl
theorem or_comm : ∀ (x y : Bool), (x || y) = (y || x) := by
  intro x y; cases x <;> cases y <;> rfl
theorem and_assoc (x y z : Bool) : (x && y && z) = (x && (y && z)) := by cases x <;> rfl
theorem or_assoc (x y z : Bool) : (x || y || z) = (x || (y || z)) := by cases x <;> rfl
theorem and_left_comm : ∀ (x y z : Bool), (x && (y && z)) = (y && (x && z)) := by
  intro x y z; cases x <;> cases y <;> rfl
theorem or_left_comm : ∀ (x y z : Bool), (x || (y || z)) = (y || (x || z)) := by
  intro x y z; cases x <;> cases y <;> rfl
theorem and_or_distrib_left (x y z : Bool) : (x && (y || z)) = (x && y || x && z) := by
  cases x <;> rfl
theorem or_and_distrib_left (x y z : Bool) : (x || y && z) = ((x || y) && (x || z)) := by
  cases x <;> rfl
theorem and_or_distrib_right (x y z : Bool) : ((x || y) && z) = (x && z || y && z) := by
  cases x <;> cases y <;> cases z <;> rfl
theorem or_and_distrib_right (x y z : Bool) : (x && y || z) = ((x || z) && (y || z)) := by
  cases x <;> cases y <;> cases z <;> rfl
@[simp] theorem not_and : ∀ (x y : Bool), (!(x && y)) = (!x || !y) := by
  intro x y; cases x <;> rfl
@[simp] theorem not_or : ∀ (x y : Bool), (!(x || y)) = (!x && !y) := by
  intro x y; cases x <;> rfl
theorem not_inj {x y : Bool} (h : (!x) = !y) : x = y := by
  cases x <;> cases y <;> first | rfl | exact Bool.noConfusion h
@[simp] theorem not_inj_iff {x y : Bool} : (!x) = !y ↔ x = y := ⟨not_inj, fun h => h ▸ rfl⟩
@[simp] theorem eq_not_self : ∀ (a : Bool), (a = !a) ↔ False := by intro a; cases a <;> decide
@[simp] theorem not_eq_self : ∀ (a : Bool), ((!a) = a) ↔ False := by intro a; cases a <;> decide
@[simp] theorem cond_true {α : Sort u} {a b : α} : cond true a b = a := rfl
@[simp] theorem cond_false {α : Sort u} {a b : α} : cond false a b = b := rfl
theorem cond_eq_ite {α : Sort u} (b : Bool) (t e : α) : cond b t e = if b then t else e := by
  cases b <;> rfl
end Bool

theorem Bool.of_decide_true {p : Prop} [Decidable p] : decide p = true → p := of_decide_eq_true
@[simp] theorem Bool.decide_eq_true {b : Bool} [Decidable (b = true)] : decide (b = true) = b := by
  cases b with
  | true => exact _root_.decide_eq_true rfl
  | false => exact _root_.decide_eq_false (fun h => Bool.noConfusion h)
@[simp] theorem Bool.decide_eq_false {b : Bool} [Decidable (b = false)] :
    decide (b = false) = !b := by
  cases b with
  | true => exact _root_.decide_eq_false (fun h => Bool.noConfusion h)
  | false => exact _root_.decide_eq_true rfl
@[simp] theorem Bool.decide_coe (b : Bool) [Decidable (b = true)] : decide (b = true) = b :=
  Bool.decide_eq_true
@[simp] theorem Bool.decide_and (p q : Prop) [dpq : Decidable (p ∧ q)] [dp : Decidable p]
    [dq : Decidable q] : decide (p ∧ q) = (decide p && decide q) := by
  cases dp with
  | isTrue hp =>
    cases dq with
    | isTrue hq => exact _root_.decide_eq_true ⟨hp, hq⟩
    | isFalse hq => exact _root_.decide_eq_false fun h => hq h.right
  | isFalse hp => exact _root_.decide_eq_false fun h => hp h.left
@[simp] theorem Bool.decide_or (p q : Prop) [dpq : Decidable (p ∨ q)] [dp : Decidable p]
    [dq : Decidable q] : decide (p ∨ q) = (decide p || decide q) := by
  cases dp with
  | isTrue hp => exact _root_.decide_eq_true (.inl hp)
  | isFalse hp =>
    cases dq with
    | isTrue hq => exact _root_.decide_eq_true (.inr hq)
    | isFalse hq => exact _root_.decide_eq_false fun h => h.elim hp hq
@[simp] theorem decide_eq_decide {p q : Prop} {_ : Decidable p} {_ : Decidable q} :
    decide p = decide q ↔ (p ↔ q) :=
  ⟨fun h => ⟨fun hp => of_decide_eq_true (h ▸ decide_eq_true hp),
    fun hq => of_decide_eq_true (h ▸ decide_eq_true hq)⟩,
   fun h => by
    cases Decidable.em p with
    | inl hp => rw [decide_eq_true hp, decide_eq_true (h.mp hp)]
    | inr hp => rw [decide_eq_false hp, decide_eq_false (mt h.mpr hp)]⟩

/-! ## Boolean equality -/

class ReflBEq (α : Type u) [BEq α] : Prop where
  protected rfl {a : α} : a == a
class LawfulBEq (α : Type u) [BEq α] : Prop extends ReflBEq α where
  eq_of_beq : {a b : α} → a == b → a = b
export LawfulBEq (eq_of_beq)

@[simp] theorem beq_self_eq_true {α : Type u} [BEq α] [ReflBEq α] (a : α) : (a == a) = true :=
  ReflBEq.rfl
theorem beq_of_eq {α : Type u} [BEq α] [ReflBEq α] {a b : α} (h : a = b) : a == b :=
  h ▸ ReflBEq.rfl
@[simp] theorem beq_iff_eq {α : Type u} [BEq α] [LawfulBEq α] {a b : α} :
    a == b ↔ a = b := ⟨eq_of_beq, beq_of_eq⟩
instance instDecidableEqOfLawfulBEq {α : Type u} [BEq α] [LawfulBEq α] : DecidableEq α :=
  fun x y => decidable_of_decidable_of_iff (p := (x == y) = true) beq_iff_eq
instance instLawfulBEq {α : Type u} [DecidableEq α] : LawfulBEq α where
  eq_of_beq := of_decide_eq_true
  rfl := of_decide_eq_self_eq_true _
theorem beq_eq_false_iff_ne {α : Type u} [BEq α] [LawfulBEq α] {a b : α} :
    (a == b) = false ↔ a ≠ b := by
  rw [← Bool.not_eq_true, ne_eq, beq_iff_eq]
attribute [simp] beq_eq_false_iff_ne
@[simp] theorem bne_iff_ne {α : Type u} [BEq α] [LawfulBEq α] {a b : α} : a != b ↔ a ≠ b := by
  rw [bne, Bool.not_eq_true', beq_eq_false_iff_ne]
@[simp] theorem bne_self_eq_false {α : Type u} [BEq α] [ReflBEq α] (a : α) : (a != a) = false := by
  rw [bne, beq_self_eq_true]; rfl
theorem not_beq_of_ne {α : Type u} [BEq α] [LawfulBEq α] {a b : α} (ne : a ≠ b) : ¬(a == b) :=
  fun h => ne (eq_of_beq h)
theorem beq_false_of_ne {α : Type u} [BEq α] [LawfulBEq α] {a b : α} (h : a ≠ b) :
    (a == b) = false := beq_eq_false_iff_ne.mpr h
theorem ne_of_beq_false {α : Type u} [BEq α] [ReflBEq α] {a b : α} (h : (a == b) = false) :
    a ≠ b := fun e => Bool.noConfusion ((beq_of_eq e).symm.trans h)
theorem ne_of_apply_ne {α : Sort u} {β : Sort v} (f : α → β) {x y : α} (h : f x ≠ f y) :
    x ≠ y := fun e => h (e ▸ rfl)
def Bool.toNat (b : Bool) : Nat := cond b 1 0

/-! ## Comparing booleans, exclusive or, and quantifiers over them -/

namespace Bool
@[simp] theorem beq_true (b : Bool) : (b == true) = b := by cases b <;> rfl
@[simp] theorem true_beq (b : Bool) : (true == b) = b := by cases b <;> rfl
@[simp] theorem beq_false (b : Bool) : (b == false) = !b := by cases b <;> rfl
@[simp] theorem false_beq (b : Bool) : (false == b) = !b := by cases b <;> rfl
@[simp] theorem bne_true (b : Bool) : (b != true) = !b := by cases b <;> rfl
@[simp] theorem true_bne (b : Bool) : (true != b) = !b := by cases b <;> rfl
@[simp] theorem bne_false (b : Bool) : (b != false) = b := by cases b <;> rfl
@[simp] theorem false_bne (b : Bool) : (false != b) = b := by cases b <;> rfl
@[simp] theorem not_beq_self (x : Bool) : ((!x) == x) = false := by cases x <;> rfl
@[simp] theorem beq_not_self (x : Bool) : (x == !x) = false := by cases x <;> rfl
@[simp] theorem not_beq_not (x y : Bool) : ((!x) == !y) = (x == y) := by
  cases x <;> cases y <;> rfl
@[simp] theorem not_bne_not (x y : Bool) : ((!x) != !y) = (x != y) := by
  cases x <;> cases y <;> rfl
theorem beq_comm {a b : Bool} : (a == b) = (b == a) := by cases a <;> cases b <;> rfl
theorem eq_not {a b : Bool} : a = (!b) ↔ a ≠ b := by cases a <;> cases b <;> simp
theorem not_eq {a b : Bool} : (!a) = b ↔ a ≠ b := by cases a <;> cases b <;> simp
theorem eq_not_iff : ∀ {a b : Bool}, a = !b ↔ a ≠ b := eq_not
theorem not_eq_iff : ∀ {a b : Bool}, (!a) = b ↔ a ≠ b := not_eq
@[simp] theorem xor_false (b : Bool) : xor b false = b := by cases b <;> rfl
@[simp] theorem false_xor (b : Bool) : xor false b = b := by cases b <;> rfl
@[simp] theorem xor_true (b : Bool) : xor b true = !b := by cases b <;> rfl
@[simp] theorem true_xor (b : Bool) : xor true b = !b := by cases b <;> rfl
@[simp] theorem xor_self (b : Bool) : xor b b = false := by cases b <;> rfl
@[simp] theorem not_xor_not (x y : Bool) : xor (!x) (!y) = xor x y := by
  cases x <;> cases y <;> rfl
theorem not_xor (x y : Bool) : xor (!x) y = !xor x y := by cases x <;> cases y <;> rfl
theorem xor_not (x y : Bool) : xor x (!y) = !xor x y := by cases x <;> cases y <;> rfl
theorem xor_comm (x y : Bool) : xor x y = xor y x := by cases x <;> cases y <;> rfl
theorem xor_assoc (x y z : Bool) : xor (xor x y) z = xor x (xor y z) := by
  cases x <;> cases y <;> cases z <;> rfl
theorem xor_left_comm (x y z : Bool) : xor x (xor y z) = xor y (xor x z) := by
  cases x <;> cases y <;> cases z <;> rfl
theorem and_xor_distrib_left (x y z : Bool) : (x && xor y z) = xor (x && y) (x && z) := by
  cases x <;> cases y <;> cases z <;> rfl
theorem and_xor_distrib_right (x y z : Bool) : (xor x y && z) = xor (x && z) (y && z) := by
  cases x <;> cases y <;> cases z <;> rfl
@[simp] theorem and_self_left (a b : Bool) : (a && (a && b)) = (a && b) := by cases a <;> rfl
@[simp] theorem and_self_right (a b : Bool) : ((a && b) && b) = (a && b) := by
  cases a <;> cases b <;> rfl
@[simp] theorem or_self_left (a b : Bool) : (a || (a || b)) = (a || b) := by cases a <;> rfl
@[simp] theorem or_self_right (a b : Bool) : ((a || b) || b) = (a || b) := by
  cases a <;> cases b <;> rfl
theorem forall_bool {p : Bool → Prop} : (∀ b, p b) ↔ p false ∧ p true :=
  ⟨fun h => ⟨h false, h true⟩, fun ⟨hf, ht⟩ b => match b with | false => hf | true => ht⟩
theorem exists_bool {p : Bool → Prop} : (∃ b, p b) ↔ p false ∨ p true :=
  ⟨fun | ⟨false, h⟩ => .inl h | ⟨true, h⟩ => .inr h,
   fun h => h.elim (fun h => ⟨false, h⟩) (fun h => ⟨true, h⟩)⟩
instance instDecidableForallOfDecidablePred (p : Bool → Prop) [inst : DecidablePred p] :
    Decidable (∀ x, p x) := decidable_of_decidable_of_iff forall_bool.symm
instance instDecidableExistsOfDecidablePred (p : Bool → Prop) [inst : DecidablePred p] :
    Decidable (∃ x, p x) := decidable_of_decidable_of_iff exists_bool.symm
@[simp] theorem toNat_false : false.toNat = 0 := rfl
@[simp] theorem toNat_true : true.toNat = 1 := rfl
@[simp] theorem ite_eq_true_distrib (c : Prop) {h : Decidable c} (a b : Bool) :
    ((if c then a else b) = true) = (if c then a = true else b = true) := by cases h <;> rfl
@[simp] theorem ite_eq_false_distrib (c : Prop) {h : Decidable c} (a b : Bool) :
    ((if c then a else b) = false) = (if c then a = false else b = false) := by cases h <;> rfl
end Bool
