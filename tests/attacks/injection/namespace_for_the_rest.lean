-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: the rest of the file falls into another namespace, which nobody closes
⟨h.2, h.1⟩

namespace Elsewhere
