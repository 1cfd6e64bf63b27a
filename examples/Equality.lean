/-!
# Equality

Equations in chains, between functions, and between pairs.
-/

namespace Examples.Equality

universe u v w

variable {α : Type u} {β : Type v} {γ : Type w}

/-- Two things equal to a third are equal to each other. -/
theorem eq_of_common {a b c : α} (hac : a = c) (hbc : b = c) : a = b := by
  have hcb : c = b := by
    apply Eq.symm
    exact hbc
  calc
    a = c := by exact hac
    _ = b := by exact hcb

/-- Different inputs give different outputs. -/
def Injective (f : α → β) : Prop := ∀ ⦃x y⦄, f x = f y → x = y

/-- A composition of injective functions is injective. -/
theorem Injective.comp {g : β → γ} {f : α → β} (hg : Injective g) (hf : Injective f) :
    Injective (g ∘ f) := by
  unfold Injective
  intro x
  intro y
  intro h
  have hgf : g (f x) = g (f y) := by
    exact h
  have hfxy : f x = f y := by
    apply hg
    exact hgf
  apply hf
  exact hfxy

/-- A function with a left inverse is injective. -/
theorem injective_of_leftInverse {f : α → β} {g : β → α} (h : ∀ x, g (f x) = x) :
    Injective f := by
  intro x y hxy
  have hx : g (f x) = x := by
    exact h x
  have hy : g (f y) = y := by
    exact h y
  have hgg : g (f x) = g (f y) := by
    rw [hxy]
  calc
    x = g (f x) := by rw [hx]
    _ = g (f y) := by rw [hgg]
    _ = y := by rw [hy]

/-- Composition is associative, by definition. -/
theorem comp_regroup {δ : Type u} (h : γ → δ) (g : β → γ) (f : α → β) :
    (h ∘ g) ∘ f = h ∘ (g ∘ f) := rfl

/-- Pairs are equal when their components are. -/
theorem pair_eq_iff {a a' : α} {b b' : β} : (a, b) = (a', b') ↔ a = a' ∧ b = b' := by
  constructor
  · intro h
    injection h with ha hb
    constructor
    · exact ha
    · exact hb
  · intro h
    obtain ⟨ha, hb⟩ := h
    subst ha
    subst hb
    rfl

end Examples.Equality
