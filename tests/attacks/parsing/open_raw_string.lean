-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: a raw string needs a quote and its hashes to end
by
  exact (fun (_ : String) => h.symm) r##"and so on"#
