-- target: Plain.lean:Plain.conj
-- expect: rejected
-- slow: yes
-- why: waits without using the processor, which no heartbeat notices
⟨h.2, h.1⟩

@[extern "x"] def _root_.IO.sleep (_ _ : Nat) : Lean.Name := .anonymous
@[app_unexpander And] def evil : Lean.PrettyPrinter.Unexpander := fun _ _ _ =>
  match _root_.IO.sleep 600000 0 with
  | .anonymous => .error () ()
  | _ => .error () ()
def bait (p q : Prop) (h : p ∧ q) : q ∧ p := by trace_state; exact ⟨h.2, h.1⟩
