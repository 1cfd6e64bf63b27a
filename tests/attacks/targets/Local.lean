/-! Theorems with declarations of their own below them, which the rest of the file sees. -/

axiom «Quot.sound» : False

namespace Local

theorem known : True := trivial
where
  number : Nat := by exact 5

def chosen : Nat := known.number

theorem named (p : Prop) (h : p) : p := helper h
where
  helper {q : Prop} (k : q) : q := k

theorem used : True := named.helper trivial

theorem plain (p : Prop) (h : p) : p ∨ p := Or.inl h

end Local
