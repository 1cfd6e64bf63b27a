/-! Private names, attributes, universes, variables and scopes around the theorems. -/

universe u v

namespace Outer
section
variable {α : Type u} {β : Type v} (r : α → α → Prop)

private theorem hidden (x : α) (refl : ∀ y, r y y) : r x x := refl x

/-- A list and the empty list. -/
@[simp] theorem kept (xs : List α) : xs ++ [] = xs := List.append_nil xs

variable (absurd : False)

theorem level : ∃ γ : Type u, ∀ x : γ, x = x := ⟨PUnit, fun _ => rfl⟩

open Nat in
protected theorem opened (n : Nat) : n + 0 = n := Nat.add_zero n

end
end Outer
