-- target: Plain.lean:Plain.conj
-- expect: verified
-- why: Lean's own three axioms are allowed
by
  rcases Classical.em p with _ | no
  · exact ⟨h.2, h.1⟩
  · exact absurd h.1 no
