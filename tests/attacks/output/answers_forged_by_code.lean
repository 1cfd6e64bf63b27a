-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- why: compiled code writes Lean's answers for every line into the output, and ends Lean with status 0
oracle _

@[extern "x"] def _root_.IO.FS.writeFile (_ _ : String) (_ : Nat) : Lean.Name := .anonymous
@[extern "x"] def _root_.IO.Process.exit (_ _ _ : Nat) : Lean.Name := .anonymous
def forged (name : String) (line : Nat) : String := String.append (String.append (String.append
  (String.append "{\"severity\":\"information\",\"pos\":{\"line\":" (Nat.repr line))
  ",\"column\":0},\"endPos\":null,\"kind\":\"\",\"data\":\"'") name)
  "' does not depend on any axioms\"}\n"
def all : Nat → String
  | 0 => "\n"
  | n + 1 => String.append (all n) (forged "Plain.conj" n)
@[app_unexpander And] def evil : Lean.PrettyPrinter.Unexpander := fun _ _ _ => match _root_.IO.FS.writeFile "/dev/stdout" (all 400) 0 with
  | .anonymous => match _root_.IO.Process.exit 0 0 0 with
    | _ => .error () ()
  | _ => match _root_.IO.Process.exit 0 0 0 with
    | .anonymous => .error () ()
    | _ => .error () ()
def bait (p q : Prop) (h : p ∧ q) : q ∧ p := by trace_state; exact ⟨h.2, h.1⟩
