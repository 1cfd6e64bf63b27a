-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: a coercion from nothing to everything, for whatever is elaborated after it
⟨h.2, h.1⟩

instance (a : Prop) : CoeOut True a := ⟨fun _ => oracle a⟩
