inductive Colour where
  | red | green | blue
  deriving DecidableEq

def Colour.next : Colour → Colour
  | red => green
  | green => blue
  | blue => red

theorem Colour.next_next_next (c : Colour) : c.next.next.next = c := by cases c <;> rfl
theorem Colour.next_ne (c : Colour) : c.next ≠ c := by cases c <;> decide

inductive Tree (α : Type) where
  | leaf : Tree α
  | node (left : Tree α) (value : α) (right : Tree α) : Tree α

namespace Tree
variable {α : Type}

def size : Tree α → Nat
  | leaf => 0
  | node l _ r => l.size + r.size + 1

def mirror : Tree α → Tree α
  | leaf => leaf
  | node l x r => node r.mirror x l.mirror

@[simp] theorem mirror_mirror (t : Tree α) : t.mirror.mirror = t := by
  induction t with
  | leaf => rfl
  | node l x r ihl ihr => simp [mirror, ihl, ihr]

theorem size_mirror (t : Tree α) : t.mirror.size = t.size := by
  induction t with
  | leaf => rfl
  | node l x r ihl ihr => simp [mirror, size, ihl, ihr, Nat.add_comm]
end Tree

structure Point where
  x : Nat
  y : Nat

def Point.swap (p : Point) : Point := { x := p.y, y := p.x }
theorem Point.swap_swap (p : Point) : p.swap.swap = p := rfl
theorem Point.eq_of {p q : Point} (hx : p.x = q.x) (hy : p.y = q.y) : p = q := by
  cases p; cases q; simp_all

@[ext] structure Pair (α β : Type) where
  fst : α
  snd : β
example (p q : Pair Nat Nat) (h₁ : p.fst = q.fst) (h₂ : p.snd = q.snd) : p = q := by
  ext
  · exact h₁
  · exact h₂

class Shape (α : Type) where
  area : α → Nat
instance : Shape Point := ⟨fun p => p.x * p.y⟩
example : Shape.area (Point.mk 2 3) = 6 := rfl

def fib : Nat → Nat
  | 0 => 0
  | 1 => 1
  | n + 2 => fib (n + 1) + fib n
example : fib 10 = 55 := by decide
example : fib 10 = 55 := rfl
theorem fib_step (n : Nat) : fib (n + 2) = fib (n + 1) + fib n := rfl

inductive Even : Nat → Prop
  | zero : Even 0
  | step (n : Nat) : Even n → Even (n + 2)
example : Even 4 := .step _ (.step _ .zero)
theorem Even.add {m n : Nat} (hm : Even m) (hn : Even n) : Even (m + n) := by
  induction hn with
  | zero => exact hm
  | step k _ ih => exact .step _ ih
theorem not_even_one : ¬Even 1 := by
  intro h
  cases h
example (n : Nat) (h : Even (n + 2)) : Even n := by
  cases h with
  | step _ h => exact h

abbrev Pred := Nat → Prop
def mutualTest : Nat → Bool := fun n => match n with
  | 0 => true
  | n + 1 => !mutualTest n
mutual
def isEven : Nat → Bool
  | 0 => true
  | n + 1 => isOdd n
def isOdd : Nat → Bool
  | 0 => false
  | n + 1 => isEven n
end
example : isEven 4 = true := by decide
def length' {α : Type} : List α → Nat
  | [] => 0
  | _ :: xs => length' xs + 1
theorem length'_eq {α : Type} (l : List α) : length' l = l.length := by
  induction l with
  | nil => rfl
  | cons a l ih => simp [length', ih]
example (x : Option Nat) : x.map id = x := by cases x <;> simp
example (a b c : Nat) : (if a = b then c else c) = c := by
  by_cases h : a = b <;> simp [h]
open Nat in
example (n : Nat) : n < succ n := lt_succ_self n
section
variable (f : Nat → Nat) (h : ∀ n, f n = n)
include h in
theorem uses : f 3 = 3 := h 3
end
theorem where_test (n : Nat) : n + 0 = n := go n
where
  go (m : Nat) : m + 0 = m := rfl
instance : Add Point := ⟨fun a b => ⟨a.x + b.x, a.y + b.y⟩⟩
example (a b : Point) : (a + b).x = a.x + b.x := rfl
