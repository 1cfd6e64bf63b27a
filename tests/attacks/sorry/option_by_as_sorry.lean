-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: an option turns every `by` into a hole
by
  set_option debug.byAsSorry true in
  exact (by decide)
