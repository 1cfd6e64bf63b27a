-- target: Plain.lean:Plain.conj
-- expect: rejected
-- harms: file
-- why: evaluates an expression with compiled code in it
⟨h.2, h.1⟩

@[extern "x"] opaque _root_.IO.FS.createDirAll : String → Nat → Nat
#eval _root_.IO.FS.createDirAll "⟪CANARY⟫/evaluated" 0
