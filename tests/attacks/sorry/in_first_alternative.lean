-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: sorry
-- lean: accepts
-- why: reads like a fallback that never happens
by
  first
  | exact ⟨h.1, h.2⟩
  | sorry
