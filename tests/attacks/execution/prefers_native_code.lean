-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- harms: file
-- why: no attribute at all: an option makes Lean take compiled code of the same name for a definition
⟨h.2, h.1⟩

set_option interpreter.prefer_native true
def _root_.IO.FS.createDirAll (s : String) (n : Nat) : Prod String Nat :=
  match n with
  | 0 => (s, 3)
  | n + 1 => (s, n)
def asked (n : Nat) : Bool :=
  match _root_.IO.FS.createDirAll "⟪CANARY⟫/native" n with
  | (_, k) => Nat.ble n k
def bait : asked 0 = true := by decide +native
