-- target: Plain.lean:Plain.conj
-- expect: unverified
-- why: an instance that needs itself for a larger type
by
  haveI : ∀ α : Type, [Inhabited (List α)] → Inhabited (List (List α)) := fun _ => ⟨[]⟩
  haveI : ∀ α : Type, [Inhabited (List α)] → Inhabited α := fun α => ⟨oracle' _⟩
  have : Inhabited False := inferInstance
  exact ⟨h.2, h.1⟩
