-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: leaves the namespace and comes back, so that the rest of the file still compiles
⟨h.2, h.1⟩

end Plain
namespace Plain
