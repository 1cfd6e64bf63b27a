/-
Operations that are associative and commutative, and the normal form by which `ac_rfl` proves
equations between their expressions: the sorted list of the variables, neutral ones left out.
-/
prelude
import Init.List
import Init.Int.Order

set_option linter.unusedVariables false
universe u

namespace Std
variable {α : Sort u}

class Associative (op : α → α → α) : Prop where
  assoc : (a b c : α) → op (op a b) c = op a (op b c)
class Commutative (op : α → α → α) : Prop where
  comm : (a b : α) → op a b = op b a
class IdempotentOp (op : α → α → α) : Prop where
  idempotent : (x : α) → op x x = x
class LeftIdentity {β : Sort u} (op : α → β → β) (o : outParam α) : Prop where
class LawfulLeftIdentity {β : Sort u} (op : α → β → β) (o : outParam α) : Prop
    extends LeftIdentity op o where
  left_id : ∀ a, op o a = a
class RightIdentity {β : Sort u} (op : α → β → α) (o : outParam β) : Prop where
class LawfulRightIdentity {β : Sort u} (op : α → β → α) (o : outParam β) : Prop
    extends RightIdentity op o where
  right_id : ∀ a, op a o = a
class Identity (op : α → α → α) (o : outParam α) : Prop
    extends LeftIdentity op o, RightIdentity op o
class LawfulIdentity (op : α → α → α) (o : outParam α) : Prop
    extends Identity op o, LawfulLeftIdentity op o, LawfulRightIdentity op o
end Std

namespace Lean.Data.AC

inductive Expr where
  | var (x : Nat)
  | op (lhs rhs : Expr)

structure Variable {α : Sort u} (op : α → α → α) : Type u where
  value : α
  neutral : Option (PLift (Std.LawfulIdentity op value))

structure Context (α : Sort u) where
  op : α → α → α
  assoc : Std.Associative op
  comm : Option (PLift (Std.Commutative op))
  idem : Option (PLift (Std.IdempotentOp op))
  vars : List (Variable op)
  arbitrary : α

variable {α : Sort u}

def lookup {op : α → α → α} (arbitrary : α) : List (Variable op) → Nat → Variable op
  | [], _ => ⟨arbitrary, none⟩
  | v :: _, 0 => v
  | _ :: vs, n + 1 => lookup arbitrary vs n
def Context.var (ctx : Context α) (idx : Nat) : Variable ctx.op :=
  lookup ctx.arbitrary ctx.vars idx
def Context.isNeutral (ctx : Context α) (idx : Nat) : Bool := (ctx.var idx).neutral.isSome
def eval (α : Sort u) (ctx : Context α) : Expr → α
  | .var idx => (ctx.var idx).value
  | .op l r => ctx.op (eval α ctx l) (eval α ctx r)
def evalList (ctx : Context α) : List Nat → α
  | [] => ctx.arbitrary
  | [x] => (ctx.var x).value
  | x :: y :: xs => ctx.op (ctx.var x).value (evalList ctx (y :: xs))
def Expr.toList : Expr → List Nat
  | .var idx => [idx]
  | .op l r => l.toList ++ r.toList
def insert (x : Nat) : List Nat → List Nat
  | [] => [x]
  | y :: ys => if x ≤ y then x :: y :: ys else y :: insert x ys
def sort : List Nat → List Nat
  | [] => []
  | x :: xs => insert x (sort xs)
def removeNeutrals (ctx : Context α) : List Nat → List Nat
  | [] => []
  | [x] => [x]
  | x :: y :: xs =>
    let rest := removeNeutrals ctx (y :: xs)
    if ctx.isNeutral x then rest
    else match rest with
      | [z] => if ctx.isNeutral z then [x] else [x, z]
      | rest => x :: rest
def norm (ctx : Context α) (e : Expr) : List Nat :=
  let xs := removeNeutrals ctx e.toList
  if ctx.comm.isSome then sort xs else xs

theorem evalList_cons (ctx : Context α) (x : Nat) {xs : List Nat} (h : xs ≠ []) :
    evalList ctx (x :: xs) = ctx.op (ctx.var x).value (evalList ctx xs) := by
  cases xs with
  | nil => exact absurd rfl h
  | cons y ys => rfl
theorem evalList_append (ctx : Context α) {xs ys : List Nat} (hx : xs ≠ []) (hy : ys ≠ []) :
    evalList ctx (xs ++ ys) = ctx.op (evalList ctx xs) (evalList ctx ys) := by
  induction xs with
  | nil => exact absurd rfl hx
  | cons x xs ih =>
    cases xs with
    | nil => exact evalList_cons ctx x hy
    | cons z zs =>
      have h := ih (List.cons_ne_nil z zs)
      show ctx.op _ (evalList ctx (z :: zs ++ ys)) = ctx.op (ctx.op _ _) _
      rw [h, ctx.assoc.assoc]
theorem toList_ne_nil (e : Expr) : e.toList ≠ [] := by
  induction e with
  | var x => exact List.cons_ne_nil x []
  | op l r ihl ihr => exact fun h => ihl (List.append_eq_nil_iff.mp h).1
theorem eval_toList (ctx : Context α) (e : Expr) : evalList ctx e.toList = eval α ctx e := by
  induction e with
  | var x => rfl
  | op l r ihl ihr =>
    show evalList ctx (l.toList ++ r.toList) = ctx.op _ _
    rw [evalList_append ctx (toList_ne_nil l) (toList_ne_nil r), ihl, ihr]
theorem insert_ne_nil (x : Nat) (xs : List Nat) : insert x xs ≠ [] := by
  cases xs with
  | nil => exact List.cons_ne_nil x []
  | cons y ys =>
    rw [insert]
    split <;> exact List.cons_ne_nil _ _
theorem evalList_insert (ctx : Context α) (c : Std.Commutative ctx.op) (x : Nat) {xs : List Nat}
    (h : xs ≠ []) : evalList ctx (insert x xs) = ctx.op (ctx.var x).value (evalList ctx xs) := by
  induction xs with
  | nil => exact absurd rfl h
  | cons y ys ih =>
    rw [insert]
    split
    · rfl
    · cases ys with
      | nil => exact c.comm _ _
      | cons z zs =>
        rw [evalList_cons ctx y (insert_ne_nil x _), ih (List.cons_ne_nil z zs),
          evalList_cons ctx y (List.cons_ne_nil z zs), ← ctx.assoc.assoc, ← ctx.assoc.assoc,
          c.comm (ctx.var y).value]
theorem sort_ne_nil {xs : List Nat} (h : xs ≠ []) : sort xs ≠ [] := by
  cases xs with
  | nil => exact absurd rfl h
  | cons x xs => exact insert_ne_nil x _
theorem evalList_sort (ctx : Context α) (c : Std.Commutative ctx.op) (xs : List Nat) :
    evalList ctx (sort xs) = evalList ctx xs := by
  induction xs with
  | nil => rfl
  | cons x xs ih =>
    cases xs with
    | nil => rfl
    | cons y ys =>
      rw [sort, evalList_insert ctx c x (sort_ne_nil (List.cons_ne_nil y ys)), ih]; rfl
theorem neutral_op (ctx : Context α) {x : Nat} (h : ctx.isNeutral x = true) (a : α) :
    ctx.op (ctx.var x).value a = a ∧ ctx.op a (ctx.var x).value = a := by
  rw [Context.isNeutral] at h
  cases e : (ctx.var x).neutral with
  | none => rw [e] at h; exact Bool.noConfusion h
  | some i => exact ⟨i.down.left_id a, i.down.right_id a⟩
theorem removeNeutrals_ne_nil (ctx : Context α) (xs : List Nat) (h : xs ≠ []) :
    removeNeutrals ctx xs ≠ [] := by
  induction xs with
  | nil => exact absurd rfl h
  | cons x xs ih =>
    cases xs with
    | nil => exact List.cons_ne_nil x []
    | cons y ys =>
      rw [removeNeutrals]
      split
      · exact ih (List.cons_ne_nil y ys)
      · split
        · split <;> exact List.cons_ne_nil _ _
        · exact List.cons_ne_nil _ _
theorem evalList_removeNeutrals (ctx : Context α) (xs : List Nat) :
    evalList ctx (removeNeutrals ctx xs) = evalList ctx xs := by
  induction xs with
  | nil => rfl
  | cons x xs ih =>
    cases xs with
    | nil => rfl
    | cons y ys =>
      rw [evalList_cons ctx x (List.cons_ne_nil y ys), ← ih, removeNeutrals]
      split
      · rename_i h
        exact ((neutral_op ctx h _).1).symm
      · split
        · rename_i z e
          rw [e]
          split
          · rename_i hz
            exact ((neutral_op ctx hz _).2).symm
          · rfl
        · exact evalList_cons ctx x (removeNeutrals_ne_nil ctx _ (List.cons_ne_nil y ys))
theorem eval_norm (ctx : Context α) (e : Expr) : evalList ctx (norm ctx e) = eval α ctx e := by
  rw [← eval_toList ctx e, ← evalList_removeNeutrals ctx e.toList, norm]
  cases h : ctx.comm with
  | none => rfl
  | some c => exact evalList_sort ctx c.down _
theorem Context.eq_of_norm (ctx : Context α) (a b : Expr) (h : norm ctx a == norm ctx b) :
    eval α ctx a = eval α ctx b := by
  rw [← eval_norm ctx a, ← eval_norm ctx b, eq_of_beq h]
end Lean.Data.AC

instance Nat.instAssociativeHAdd : Std.Associative (α := Nat) (· + ·) := ⟨Nat.add_assoc⟩
instance Nat.instCommutativeHAdd : Std.Commutative (α := Nat) (· + ·) := ⟨Nat.add_comm⟩
instance Nat.instLawfulIdentityHAddOfNat : Std.LawfulIdentity (α := Nat) (· + ·) 0 where
  left_id := Nat.zero_add
  right_id := Nat.add_zero
instance Nat.instAssociativeHMul : Std.Associative (α := Nat) (· * ·) := ⟨Nat.mul_assoc⟩
instance Nat.instCommutativeHMul : Std.Commutative (α := Nat) (· * ·) := ⟨Nat.mul_comm⟩
instance Nat.instLawfulIdentityHMulOfNat : Std.LawfulIdentity (α := Nat) (· * ·) 1 where
  left_id := Nat.one_mul
  right_id := Nat.mul_one
instance Nat.instAssociativeMax : Std.Associative (α := Nat) max := ⟨Nat.max_assoc⟩
instance Nat.instCommutativeMax : Std.Commutative (α := Nat) max := ⟨Nat.max_comm⟩
instance Nat.instAssociativeMin : Std.Associative (α := Nat) min := ⟨Nat.min_assoc⟩
instance Nat.instCommutativeMin : Std.Commutative (α := Nat) min := ⟨Nat.min_comm⟩
instance Int.instAssociativeHAdd : Std.Associative (α := Int) (· + ·) := ⟨Int.add_assoc⟩
instance Int.instCommutativeHAdd : Std.Commutative (α := Int) (· + ·) := ⟨Int.add_comm⟩
instance Int.instAssociativeHMul : Std.Associative (α := Int) (· * ·) := ⟨Int.mul_assoc⟩
instance Int.instCommutativeHMul : Std.Commutative (α := Int) (· * ·) := ⟨Int.mul_comm⟩
instance instAssociativeAnd : Std.Associative And := ⟨fun _ _ _ => propext and_assoc⟩
instance instCommutativeAnd : Std.Commutative And := ⟨fun _ _ => propext and_comm⟩
instance instAssociativeOr : Std.Associative Or := ⟨fun _ _ _ => propext or_assoc⟩
instance instCommutativeOr : Std.Commutative Or := ⟨fun _ _ => propext or_comm⟩
instance Bool.instAssociativeAnd : Std.Associative (· && ·) := ⟨Bool.and_assoc⟩
instance Bool.instCommutativeAnd : Std.Commutative (· && ·) := ⟨Bool.and_comm⟩
instance Bool.instAssociativeOr : Std.Associative (· || ·) := ⟨Bool.or_assoc⟩
instance Bool.instCommutativeOr : Std.Commutative (· || ·) := ⟨Bool.or_comm⟩
instance List.instAssociativeHAppend {α : Type u} :
    Std.Associative (α := List α) (· ++ ·) := ⟨List.append_assoc⟩
