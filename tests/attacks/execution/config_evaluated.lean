-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: the configuration of simp is evaluated, so it is code
by
  simp (config := { maxSteps := double 30 }) [h]
