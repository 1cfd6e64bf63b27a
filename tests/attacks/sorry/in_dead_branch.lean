-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: sorry
-- lean: accepts
-- why: in a case that cannot occur, where one is tempted to let it pass
by
  cases h with
  | intro a b =>
    by_cases c : p
    · exact ⟨b, a⟩
    · sorry
