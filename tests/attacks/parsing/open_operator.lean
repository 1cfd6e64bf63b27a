-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: the operator takes its right side from whatever comes next
h.symm |>.symm |>
