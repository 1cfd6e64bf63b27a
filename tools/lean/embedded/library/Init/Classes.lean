/-
Classes and functions that notations and their unexpanders refer to, now with notation.
-/
prelude
import Init.Syntax

universe u v w

class EmptyCollection (α : Type u) where
  emptyCollection : α
class Insert (α : outParam (Type u)) (γ : Type v) where
  insert : α → γ → γ
export Insert (insert)
class Singleton (α : outParam (Type u)) (β : Type v) where
  singleton : α → β
export Singleton (singleton)
class Union (α : Type u) where
  union : α → α → α
class Inter (α : Type u) where
  inter : α → α → α
class SDiff (α : Type u) where
  sdiff : α → α → α
class HasSubset (α : Type u) where
  Subset : α → α → Prop
export HasSubset (Subset)
class HasSSubset (α : Type u) where
  SSubset : α → α → Prop
export HasSSubset (SSubset)
abbrev Superset {α : Type u} [HasSubset α] (a b : α) : Prop := Subset b a
abbrev SSuperset {α : Type u} [HasSSubset α] (a b : α) : Prop := SSubset b a
class HasEquiv (α : Sort u) where
  Equiv : α → α → Sort v
@[macro_inline] def bne {α : Type u} [BEq α] (a b : α) : Bool := !(a == b)
@[macro_inline] def Bool.xor (x y : Bool) : Bool := bne x y
export Bool (xor)
