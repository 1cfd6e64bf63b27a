-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- because: option|native
-- why: the same inside one proof, on functions that are there already
by
  have : List.length [1, 2, 3] = 3 := by
    set_option interpreter.prefer_native true in
    decide +native
  exact ⟨h.2, h.1⟩
