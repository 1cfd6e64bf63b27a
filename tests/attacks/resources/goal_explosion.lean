-- target: Plain.lean:Plain.conj
-- expect: unverified
-- why: two goals from each, twenty times over
by
  have all : True ∧ True := ⟨trivial, trivial⟩
  iterate 24 (all_goals (try refine ⟨?_, ?_⟩))
