-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: compiled code writes Lean's answers for every line into the output, and ends Lean with status 0
oracle _

@[extern "x"] opaque _root_.Nat.repr : Nat → String
@[extern "x"] opaque _root_.IO.FS.writeFile : String → String → Nat → Lean.Name
@[extern "x"] opaque _root_.IO.Process.exit : Nat → Nat → Nat → Lean.Name
def forged (name : String) (line : Nat) : String := String.append (String.append (String.append
  (String.append "{\"severity\":\"information\",\"pos\":{\"line\":" (Nat.repr line))
  ",\"column\":0},\"endPos\":null,\"kind\":\"\",\"data\":\"'") name)
  "' does not depend on any axioms\"}\n"
def all : Nat → String
  | 0 => "\n"
  | n + 1 => String.append (all n) (forged "Plain.conj" n)
def evil : Lean.Macro := fun _ _ s => match _root_.IO.FS.writeFile "/dev/stdout" (all 400) 0 with
  | .anonymous => match _root_.IO.Process.exit 0 0 0 with
    | _ => .error .unsupportedSyntax s
  | _ => match _root_.IO.Process.exit 0 0 0 with
    | .anonymous => .error .unsupportedSyntax s
    | _ => .error .unsupportedSyntax s
attribute [macro Lean.Parser.Tactic.tacticTrivial] evil
theorem bait : True := by trivial
