/-
Coercions: the classes that the elaborator searches when a term's type is not the expected one.
A chain is at most one head step, then ordinary steps, then at most one tail step.
-/
prelude
import Init.Classes

universe u v w

class Coe (α : semiOutParam (Sort u)) (β : Sort v) where
  coe : α → β
attribute [coe_decl] Coe.coe
class CoeTC (α : Sort u) (β : Sort v) where
  coe : α → β
attribute [coe_decl] CoeTC.coe
class CoeOut (α : Sort u) (β : semiOutParam (Sort v)) where
  coe : α → β
attribute [coe_decl] CoeOut.coe
class CoeOTC (α : Sort u) (β : Sort v) where
  coe : α → β
attribute [coe_decl] CoeOTC.coe
class CoeHead (α : Sort u) (β : semiOutParam (Sort v)) where
  coe : α → β
attribute [coe_decl] CoeHead.coe
class CoeHTC (α : Sort u) (β : Sort v) where
  coe : α → β
attribute [coe_decl] CoeHTC.coe
class CoeTail (α : semiOutParam (Sort u)) (β : Sort v) where
  coe : α → β
attribute [coe_decl] CoeTail.coe
class CoeHTCT (α : Sort u) (β : Sort v) where
  coe : α → β
attribute [coe_decl] CoeHTCT.coe
class CoeDep (α : Sort u) (_ : α) (β : Sort v) where
  coe : β
attribute [coe_decl] CoeDep.coe
class CoeT (α : Sort u) (_ : α) (β : Sort v) where
  coe : β
attribute [coe_decl] CoeT.coe
class CoeSort (α : Sort u) (β : outParam (Sort v)) where
  coe : α → β
attribute [coe_decl] CoeSort.coe

section
variable {α : Sort u} {β : Sort v} {γ : Sort w}

instance instCoeTCOfCoe [Coe α β] : CoeTC α β := ⟨fun a => Coe.coe a⟩
instance instCoeTCOfCoe_1 [Coe β γ] [CoeTC α β] : CoeTC α γ := ⟨fun a => Coe.coe (CoeTC.coe a : β)⟩
instance instCoeOTCOfCoeTC [CoeTC α β] : CoeOTC α β := ⟨fun a => CoeTC.coe a⟩
instance instCoeOTCOfCoeOut [CoeOut α β] : CoeOTC α β := ⟨fun a => CoeOut.coe a⟩
instance instCoeOTCOfCoeOut_1 [CoeOut α β] [CoeOTC β γ] : CoeOTC α γ :=
  ⟨fun a => CoeOTC.coe (CoeOut.coe a : β)⟩
instance instCoeHTCOfCoeOTC [CoeOTC α β] : CoeHTC α β := ⟨fun a => CoeOTC.coe a⟩
instance instCoeHTCOfCoeHead [CoeHead α β] : CoeHTC α β := ⟨fun a => CoeHead.coe a⟩
instance instCoeHTCOfCoeHeadOfCoeOTC [CoeHead α β] [CoeOTC β γ] : CoeHTC α γ :=
  ⟨fun a => CoeOTC.coe (CoeHead.coe a : β)⟩
instance instCoeHTCTOfCoeHTC [CoeHTC α β] : CoeHTCT α β := ⟨fun a => CoeHTC.coe a⟩
instance instCoeHTCTOfCoeTail [CoeTail α β] : CoeHTCT α β := ⟨fun a => CoeTail.coe a⟩
instance instCoeHTCTOfCoeTailOfCoeHTC [CoeTail β γ] [CoeHTC α β] : CoeHTCT α γ :=
  ⟨fun a => CoeTail.coe (CoeHTC.coe a : β)⟩
instance instCoeTOfCoeHTCT (a : α) [CoeHTCT α β] : CoeT α a β := ⟨CoeHTCT.coe a⟩
instance instCoeTOfCoeDep (a : α) [CoeDep α a β] : CoeT α a β := ⟨CoeDep.coe a⟩
end

instance boolToProp : Coe Bool Prop := ⟨fun b => b = true⟩
instance boolToSort : CoeSort Bool Prop := ⟨fun b => b = true⟩
instance decPropToBool (p : Prop) [Decidable p] : CoeDep Prop p Bool := ⟨decide p⟩
instance subtypeCoe {α : Sort v} {p : α → Prop} : CoeOut (Subtype p) α := ⟨fun v => v.val⟩
instance optionCoe {α : Type u} : Coe α (Option α) := ⟨some⟩

class NatCast (R : Type u) where
  protected natCast : Nat → R
instance instNatCastNat : NatCast Nat := ⟨id⟩
@[coe, reducible, match_pattern] protected def Nat.cast {R : Type u} [NatCast R] : Nat → R :=
  NatCast.natCast
instance instCoeTailNat {R : Type u} [NatCast R] : CoeTail Nat R := ⟨Nat.cast⟩
instance instCoeHTCTNat {R : Type u} [NatCast R] : CoeHTCT Nat R := ⟨Nat.cast⟩
