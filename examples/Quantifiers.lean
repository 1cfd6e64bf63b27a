/-!
# Quantifiers

First-order logic: witnesses, counterexamples, and two paradoxes that are theorems.
-/

namespace Examples.Quantifiers

universe u

variable {α : Type u} {P Q : α → Prop}

/-- `∃` distributes over `∨`. -/
theorem exists_splits : (∃ x, P x ∨ Q x) ↔ (∃ x, P x) ∨ (∃ x, Q x) := by
  constructor
  · intro h
    obtain ⟨x, hx⟩ := h
    cases hx with
    | inl hP =>
      left
      exists x
    | inr hQ =>
      right
      exists x
  · intro h
    cases h with
    | inl hP =>
      cases hP with
      | intro x hx =>
        refine ⟨x, ?_⟩
        left
        exact hx
    | inr hQ =>
      cases hQ with
      | intro x hx =>
        refine ⟨x, ?_⟩
        right
        exact hx

/-- What is not true of everything has a counterexample (classically). -/
theorem counterexample_of_not_forall (h : ¬∀ x, P x) : ∃ x, ¬P x := by
  by_cases hex : ∃ x, ¬P x
  · exact hex
  · exfalso
    apply h
    intro x
    by_cases hx : P x
    · exact hx
    · exfalso
      apply hex
      refine ⟨x, ?_⟩
      exact hx

/-- The drinker's paradox: in a pub that is not empty there is someone such that, if that one
drinks, everyone does. -/
theorem drinker (a : α) : ∃ x, P x → ∀ y, P y := by
  by_cases h : ∀ y, P y
  · refine ⟨a, ?_⟩
    intro ha
    exact h
  · have hex : ∃ x, ¬P x := by
      apply counterexample_of_not_forall
      exact h
    obtain ⟨x, hnx⟩ := hex
    refine ⟨x, ?_⟩
    intro hx
    exfalso
    apply hnx
    exact hx

/-- Nobody shaves exactly those who do not shave themselves. -/
theorem no_barber {shaves : α → α → Prop} : ¬∃ b, ∀ x, shaves b x ↔ ¬shaves x x := by
  intro h
  obtain ⟨b, hb⟩ := h
  have hbb : shaves b b ↔ ¬shaves b b := by
    exact hb b
  have hnot : ¬shaves b b := by
    intro hs
    have hns : ¬shaves b b := hbb.mp hs
    exact hns hs
  have hyes : shaves b b := by
    apply hbb.mpr
    exact hnot
  exact hnot hyes

/-- A symmetric and transitive relation in which everything is related to something is
reflexive. -/
theorem refl_of_symm_trans {R : α → α → Prop} (symm : ∀ x y, R x y → R y x)
    (trans : ∀ x y z, R x y → R y z → R x z) (serial : ∀ x, ∃ y, R x y) : ∀ x, R x x := by
  intro x
  have hx : ∃ y, R x y := by
    apply serial
  obtain ⟨y, hxy⟩ := hx
  have hyx : R y x := by
    apply symm
    exact hxy
  have hxx : R x x := by
    apply trans x y x
    · exact hxy
    · exact hyx
  exact hxx

/-- Cantor's diagonal: no map reaches every predicate on its domain. -/
theorem cantor (f : α → α → Prop) : ∃ S : α → Prop, ∀ x, f x ≠ S := by
  refine ⟨fun x => ¬f x x, ?_⟩
  intro x
  intro h
  have hx : f x x = ¬f x x := by
    exact congrFun h x
  have hiff : f x x ↔ ¬f x x := by
    rw [← hx]
  have hout : ¬f x x := by
    intro hin
    have hnot : ¬f x x := by
      apply hiff.mp
      exact hin
    exact hnot hin
  have hin : f x x := by
    apply hiff.mpr
    exact hout
  contradiction

end Examples.Quantifiers
