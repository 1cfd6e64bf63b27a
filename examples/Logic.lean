/-!
# Propositions

Propositional logic, written the long way: every step is spelled out, as on a blackboard.
-/

namespace Examples.Logic

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

end Examples.Logic
