-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: the string ends at the next quote of the file, wherever that is
by
  exact (fun (_ : String) => h.symm) "and so on
