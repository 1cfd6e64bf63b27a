-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: an option turns the proofs of theorems into holes
set_option debug.proofAsSorry true in by
  exact ⟨h.1, h.2⟩
