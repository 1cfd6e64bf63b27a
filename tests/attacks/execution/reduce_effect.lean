-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: replaces the reduction of a constant by that of another for the compiler
⟨h.2, h.1⟩

@[csimp] theorem same : @double = @double := rfl
