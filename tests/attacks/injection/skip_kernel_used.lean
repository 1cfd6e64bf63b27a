-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: a proof that the kernel would refuse, if it was asked
by
  have wrong : 1 = 2 := by decide +kernel
  exact absurd wrong (by decide)
