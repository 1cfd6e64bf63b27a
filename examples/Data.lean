/-!
# Options and Booleans

Case distinctions: proofs that are tables.
-/

namespace Examples.Data

/-! ## Options -/

section Options

universe u v w

variable {α : Type u} {β : Type v} {γ : Type w}

/-- To map twice is to map the composition. -/
theorem map_twice (g : β → γ) (f : α → β) (o : Option α) :
    (o.map f).map g = o.map (fun x => g (f x)) := by
  cases o with
  | none =>
    have hl : ((none : Option α).map f).map g = none := by
      rfl
    have hr : (none : Option α).map (fun x => g (f x)) = none := by
      rfl
    rw [hl]
    rw [hr]
  | some a =>
    have hl : ((some a).map f).map g = some (g (f a)) := by
      rfl
    have hr : (some a).map (fun x => g (f x)) = some (g (f a)) := by
      rfl
    rw [hl]
    rw [hr]

end Options

/-! ## Booleans -/

section Booleans

/-- Disjunction distributes over conjunction, by the truth table, with the machine doing most of
the writing. -/
theorem or_and_table (a b c : Bool) : (a || (b && c)) = ((a || b) && (a || c)) := by
  cases a <;> cases b <;> cases c
  all_goals first | rfl | simp

/-- Exclusive or, by its table. -/
@[simp] def parity : Bool → Bool → Bool
  | true, b => !b
  | false, b => b

/-- Exclusive or is associative, by the truth table. -/
theorem parity_regroup (a b c : Bool) : parity (parity a b) c = parity a (parity b c) := by
  cases a with
  | false =>
    have h₁ : parity false b = b := by
      rfl
    have h₂ : parity false (parity b c) = parity b c := by
      rfl
    rw [h₁, h₂]
  | true =>
    cases b with
    | false =>
      cases c with
      | false => rfl
      | true => rfl
    | true =>
      cases c with
      | false => rfl
      | true => rfl

/-- Three applications of a function on `Bool` are as good as one. -/
theorem three_is_one (f : Bool → Bool) (b : Bool) : f (f (f b)) = f b := by
  cases b with
  | false =>
    cases hf : f false with
    | false =>
      rw [hf]
      rw [hf]
    | true =>
      cases ht : f true with
      | false =>
        rw [hf]
      | true =>
        rw [ht]
  | true =>
    cases ht : f true with
    | false =>
      cases hf : f false with
      | false =>
        rw [hf]
      | true =>
        rw [ht]
    | true =>
      rw [ht]
      rw [ht]

end Booleans

end Examples.Data
