/-! Two theorems on a line, nothing after the last, and a namespace that nobody closes. -/
namespace Line
axiom oracle : ∀ p : Prop, p
theorem first : 1 = 1 := rfl theorem second : 2 = 2 := rfl
theorem attached (n : Nat) : n + 0 = n := rfl
theorem last (p : Prop) (h : p) : p := h