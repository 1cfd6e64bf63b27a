-- target: Plain.lean:Plain.conj
-- expect: rejected
-- because: sorry|stop
-- lean: accepts
-- why: gives up silently and ignores the tactics below
by
  stop
  exact ⟨h.2, h.1⟩
