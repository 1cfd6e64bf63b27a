/-
Functions of pairs and functions of two arguments, and injective functions.
-/
prelude
import Init.Prod

universe u v w

namespace Function

@[inline] def curry {α : Type u} {β : Type v} {φ : Sort w} : (α × β → φ) → α → β → φ :=
  fun f a b => f (a, b)
@[inline] def uncurry {α : Type u} {β : Type v} {φ : Sort w} : (α → β → φ) → α × β → φ :=
  fun f p => f p.1 p.2
@[simp] theorem curry_uncurry {α : Type u} {β : Type v} {φ : Sort w} (f : α → β → φ) :
    curry (uncurry f) = f := rfl
@[simp] theorem uncurry_curry {α : Type u} {β : Type v} {φ : Sort w} (f : α × β → φ) :
    uncurry (curry f) = f := rfl
@[simp] theorem uncurry_apply_pair {α : Type u} {β : Type v} {γ : Sort w} (f : α → β → γ) (x : α)
    (y : β) : uncurry f (x, y) = f x y := rfl
@[simp] theorem curry_apply {α : Type u} {β : Type v} {γ : Sort w} (f : α × β → γ) (x : α)
    (y : β) : curry f x y = f (x, y) := rfl

def Injective {α : Sort u} {β : Sort v} (f : α → β) : Prop := ∀ ⦃a₁ a₂⦄, f a₁ = f a₂ → a₁ = a₂
theorem Injective.eq_iff {α : Sort u} {β : Sort v} {f : α → β} (hf : Injective f) {a b : α} :
    f a = f b ↔ a = b := ⟨fun h => hf h, congrArg f⟩

end Function
