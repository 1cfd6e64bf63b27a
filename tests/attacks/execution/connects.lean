-- target: Plain.lean:Plain.conj
-- expect: rejected
-- harms: network
-- why: opens a TCP connection to the machine it runs on
⟨h.2, h.1⟩

instance {α : Type} : Inhabited (Array α) := ⟨Array.mk .nil⟩
@[extern "x"] opaque _root_.Array.mkEmpty {α : Type} (n : Nat) : Array α
@[extern "x"] opaque _root_.Array.push {α : Type} (xs : Array α) (x : α) : Array α
inductive Out (α : Type) where
  | ok : α → Nat → Out α
  | error : Nat → Nat → Out α
instance {α : Type} : Inhabited (Out α) := ⟨.error 0 0⟩
instance : Inhabited UInt16 := ⟨⟨⟨⟨0, by decide⟩⟩⟩⟩
structure V4 where
  addr : Array Nat
  port : UInt16
inductive Address where
  | v4 : V4 → Address
  | v6 : Nat → Address
@[extern "x"] opaque _root_.UInt16.ofNat (n : Nat) : UInt16
@[extern "x"] opaque _root_.Std.Internal.UV.TCP.Socket.new : Nat → Out Nat
@[extern "x"] opaque _root_.Std.Internal.UV.TCP.Socket.connect : Nat → Address → Nat → Out Nat
@[extern "x"] opaque _root_.IO.sleep : Nat → Nat → Lean.Name
def home : Array Nat := .push (.push (.push (.push (Array.mkEmpty 4) 127) 0) 0) 1
def evil : Lean.Macro := fun _ _ s => match _root_.Std.Internal.UV.TCP.Socket.new 0 with
  | .ok socket _ =>
    match _root_.Std.Internal.UV.TCP.Socket.connect socket
        (.v4 { addr := home, port := UInt16.ofNat ⟪PORT⟫ }) 0 with
    | .ok _ _ => match _root_.IO.sleep 500 0 with
      | .anonymous => .error .unsupportedSyntax s
      | _ => .error .unsupportedSyntax s
    | _ => .error .unsupportedSyntax s
  | _ => .error .unsupportedSyntax s
attribute [macro Lean.Parser.Tactic.tacticTrivial] evil
theorem bait : True := by trivial
