-- target: Plain.lean:Plain.conj
-- expect: unverified
-- slow: yes
-- why: the kernel counts no heartbeats, and 2 to the 40 unfoldings take days
by
  have : double 40 = 0 := by decide +kernel
  exact ⟨h.2, h.1⟩
