-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: sets no option itself, but finds the unchecked lemma that an earlier candidate left behind
by
  have wrong : 1 = 3 := by decide +kernel
  exact absurd wrong (by decide)
