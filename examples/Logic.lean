/-!
# Logic

Propositional and first-order logic, written the long way: every step is spelled out, as on a
blackboard. Nothing here needs a library beyond the core of Lean.
-/

namespace Examples.Logic

/-! ## Propositions -/

section Propositional

variable {p q r : Prop}

/-- A conjunction can be read from either end. -/
theorem and_swap : p ∧ q ↔ q ∧ p := by
  constructor
  · intro h
    have hp : p := h.left
    have hq : q := h.right
    constructor
    · exact hq
    · exact hp
  · intro h
    have hq : q := h.left
    have hp : p := h.right
    constructor
    · exact hp
    · exact hq

/-- Conjunction distributes over disjunction. -/
theorem and_distributes_over_or : p ∧ (q ∨ r) ↔ (p ∧ q) ∨ (p ∧ r) := by
  constructor
  -- from left to right, `q` and `r` each give one side
  · intro h
    obtain ⟨hp, hqr⟩ := h
    rcases hqr with hq | hr
    · left
      constructor
      · exact hp
      · exact hq
    · right
      constructor
      · exact hp
      · exact hr
  -- and back, `p` is there in both cases
  · intro h
    rcases h with hpq | hpr
    · have hp : p := by exact hpq.1
      have hq : q := by exact hpq.2
      constructor
      · exact hp
      · left
        exact hq
    · have hp : p := by exact hpr.1
      have hr : r := by exact hpr.2
      constructor
      · exact hp
      · right
        exact hr

/-- One of De Morgan's laws, the one that needs no excluded middle. -/
theorem deMorgan_or : ¬(p ∨ q) ↔ ¬p ∧ ¬q := by
  constructor
  · intro h
    have hnp : ¬p := by
      intro hp
      have hpq : p ∨ q := by
        left
        exact hp
      exact h hpq
    have hnq : ¬q := by
      intro hq
      have hpq : p ∨ q := by
        right
        exact hq
      exact h hpq
    exact ⟨hnp, hnq⟩
  · intro h
    intro hpq
    cases hpq with
    | inl hp =>
      have hnp : ¬p := h.left
      contradiction
    | inr hq =>
      have hnq : ¬q := h.right
      contradiction

/-- The other of De Morgan's laws; here the case distinction on `p` is what does the work. -/
theorem deMorgan_and : ¬(p ∧ q) ↔ ¬p ∨ ¬q := by
  constructor
  · intro h
    by_cases hp : p
    · by_cases hq : q
      · exfalso
        apply h
        constructor
        · exact hp
        · exact hq
      · right
        exact hq
    · left
      exact hp
  · rintro h ⟨hp, hq⟩
    cases h with
    | inl hnp =>
      apply hnp
      exact hp
    | inr hnq =>
      apply hnq
      exact hq

/-- An implication and its contrapositive say the same. -/
theorem contraposition : (p → q) ↔ (¬q → ¬p) := by
  constructor
  · intro hpq
    intro hnq
    intro hp
    have hq : q := by
      apply hpq
      exact hp
    exact hnq hq
  · intro h hp
    by_cases hq : q
    · exact hq
    · /- Only here is the assumption about negations of any use. -/
      have hnp : ¬p := h hq
      contradiction

/-- Currying for propositions. -/
theorem curry_iff : (p ∧ q → r) ↔ (p → q → r) := by
  constructor
  · intro h
    intro hp
    intro hq
    apply h
    constructor
    · exact hp
    · exact hq
  · intro h
    intro hpq
    cases hpq with
    | intro hp hq =>
      have hqr : q → r := by
        apply h
        exact hp
      apply hqr
      exact hq

/-- Peirce's law: classical logic in a single implication. -/
theorem peirce : ((p → q) → p) → p := by
  intro h
  by_cases hp : p
  · exact hp
  · have hpq : p → q := by
      intro hp'
      exfalso
      exact hp hp'
    have hp'' : p := h hpq
    exact hp''

/-- Three negations are as good as one, without excluded middle. -/
theorem triple_negation : ¬¬¬p ↔ ¬p := by
  constructor
  · intro hnnn
    intro hp
    apply hnnn
    intro hnp
    apply hnp
    exact hp
  · intro hnp
    intro hnn
    apply hnn
    exact hnp

/-- No proposition is equivalent to its own negation. -/
theorem no_liar : ¬(p ↔ ¬p) := by
  intro h
  have hnp : ¬p := by
    intro hp
    have hnp : ¬p := by
      apply h.mp
      exact hp
    exact hnp hp
  have hp : p := by
    apply h.mpr
    exact hnp
  exact hnp hp

/-- Modus tollens. There is nothing to polish here. -/
theorem modus_tollens (h : p → q) (hnq : ¬q) : ¬p :=
  fun hp => hnq (h hp)

end Propositional

/-! ## Quantifiers -/

section FirstOrder

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
  have hliar : ¬(f x x ↔ ¬f x x) := by
    exact no_liar
  contradiction

end FirstOrder

end Examples.Logic
