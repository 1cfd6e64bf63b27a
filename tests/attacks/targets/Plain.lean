/-! The theorem stands in a namespace, between others, in a file with traps for careless proofs. -/

namespace Plain

/-- Proves anything. The proofs below do without it. -/
axiom oracle : ∀ p : Prop, p

/-- Named like one of Lean's own axioms. -/
axiom propext : ∀ p : Prop, p

namespace Trap
axiom intro : ∀ {a b : Prop}, b ∧ a
instance oracular (p : Prop) : Inhabited p := ⟨oracle p⟩
end Trap

def double : Nat → Nat
  | 0 => 1
  | n + 1 => double n + double n

theorem conj (p q : Prop) (h : p ∧ q) : q ∧ p := ⟨h.2, h.1⟩

theorem later (p q : Prop) (h : p ∧ q) : q ∧ p := conj p q h

/-- The first number, for the declarations that follow. -/
def one : Nat := 1

end Plain
