/-
How values are shown by `#eval`: formats, `Repr` and `ToString`. The layout of `Std.Format` is the
one that the compiled pretty printer reads.
-/
prelude
import Init.List
import Init.Int.Basic

universe u v

namespace Std
inductive Format.FlattenBehavior where
  | allOrNone
  | fill
inductive Format where
  | nil : Format
  | line : Format
  | align (force : Bool) : Format
  | text : String → Format
  | nest (indent : Int) (f : Format) : Format
  | append : Format → Format → Format
  | group : Format → (behavior : Format.FlattenBehavior := .allOrNone) → Format
  | tag : Nat → Format → Format
instance Format.instInhabited : Inhabited Format := ⟨.nil⟩
instance Format.instAppend : Append Format := ⟨Format.append⟩
@[extern "l_Std_Format_bracket"]
opaque Format.bracket (l : String) (x : Format) (r : String) : Format
instance coeStringFormat : Coe String Format := ⟨Format.text⟩
end Std
export Std (Format)

@[extern "l_Int_repr"] opaque Int.repr (i : Int) : String
protected def Nat.repr (n : Nat) : String := Int.repr (.ofNat n)
@[extern "l_String_quote"] opaque String.quote (s : String) : String
@[extern "lean_string_append"] opaque String.append (s : String) (t : @& String) : String
instance String.instAppend : Append String := ⟨String.append⟩

class Repr (α : Type u) where
  reprPrec : α → Nat → Std.Format
export Repr (reprPrec)
def repr {α : Type u} [Repr α] (a : α) : Std.Format := reprPrec a 0
def reprArg {α : Type u} [Repr α] (a : α) : Std.Format := reprPrec a 1024
@[extern "l_Repr_addAppParen"] opaque Repr.addAppParen (f : Std.Format) (prec : Nat) : Std.Format
class ToString (α : Type u) where
  toString : α → String
export ToString (toString)

instance instReprNat : Repr Nat := ⟨fun n _ => .text n.repr⟩
instance Int.instReprInt : Repr Int :=
  ⟨fun i prec =>
    if i < 0 then Repr.addAppParen (.text i.repr) prec else .text i.repr⟩
instance instReprBool : Repr Bool := ⟨fun b _ => .text (cond b "true" "false")⟩
instance instReprString : Repr String := ⟨fun s _ => .text s.quote⟩
instance instReprPUnit : Repr PUnit := ⟨fun _ _ => .text "PUnit.unit"⟩
instance instReprUnit : Repr Unit := ⟨fun _ _ => .text "()"⟩
instance instReprDecidable {p : Prop} : Repr (Decidable p) :=
  ⟨fun d prec => match d with
    | isTrue _ => Repr.addAppParen (.text "isTrue _") prec
    | isFalse _ => Repr.addAppParen (.text "isFalse _") prec⟩
instance Option.instRepr {α : Type u} [Repr α] : Repr (Option α) :=
  ⟨fun o prec => match o with
    | none => .text "none"
    | some a => Repr.addAppParen (.text "some " ++ reprArg a) prec⟩
private def joinWith (sep : Std.Format) : List Std.Format → Std.Format
  | [] => .nil
  | [f] => f
  | f :: fs => f ++ sep ++ joinWith sep fs
instance List.instRepr {α : Type u} [Repr α] : Repr (List α) :=
  ⟨fun l _ => match l with
    | [] => .text "[]"
    | l => Std.Format.bracket "[" (joinWith (.text "," ++ .line) (l.map repr)) "]"⟩
instance instReprProd {α : Type u} {β : Type v} [Repr α] [Repr β] : Repr (α × β) :=
  ⟨fun (a, b) _ => Std.Format.bracket "(" (repr a ++ .text "," ++ .line ++ repr b) ")"⟩
instance instReprSubtype {α : Type u} {p : α → Prop} [Repr α] : Repr (Subtype p) :=
  ⟨fun s prec => reprPrec s.val prec⟩

instance instToStringNat : ToString Nat := ⟨Nat.repr⟩
instance instToStringInt : ToString Int := ⟨Int.repr⟩
instance instToStringString : ToString String := ⟨fun s => s⟩
instance instToStringBool : ToString Bool := ⟨fun b => cond b "true" "false"⟩
