-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: lets compiled code stand for a function that a proof evaluates
by
  have : 3 < 4 := by native_decide
  exact ⟨h.2, h.1⟩

@[implemented_by double] def swapped : Nat → Nat := fun n => n
