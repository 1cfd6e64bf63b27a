/-
The types that Lean's parser, macro expander and pretty printer exchange. Their layouts are the
ones that the compiled code reads, so constructors stand in Lean's order.
-/
prelude
import Init.Prelude

set_option linter.unusedVariables false
universe u v

abbrev Nat.isValidChar (n : Nat) : Prop :=
  Or (LT.lt n 0xd800) (And (LT.lt 0xdfff n) (LT.lt n 0x110000))
noncomputable def UInt32.toNat (n : UInt32) : Nat := n.toBitVec.toFin.val
abbrev UInt32.isValidChar (n : UInt32) : Prop := n.toNat.isValidChar
deriving instance SizeOf for Prod
deriving instance SizeOf for List
deriving instance SizeOf for Array
structure Char where
  val : UInt32
  valid : val.isValidChar

/-! ## Characters from their codes, which character and string literals stand for -/

@[match_pattern] protected def BitVec.ofNatLT {w : Nat} (i : Nat)
    (p : LT.lt i (HPow.hPow (2 : Nat) w)) : BitVec w := ⟨⟨i, p⟩⟩
abbrev UInt32.size : Nat := 4294967296
private theorem Nat.isValidChar.small {n : Nat} (h : n.isValidChar) : LT.lt n UInt32.size :=
  have widen : {k : Nat} → LT.lt n k → Eq (Nat.ble k UInt32.size) true → LT.lt n UInt32.size :=
    fun below small => Nat.le.rec (motive := fun m _ => LT.lt n m) below
      (fun _ ih => Nat.le.step ih) (Nat.le_of_ble_eq_true small)
  Or.elim h (fun below => widen below rfl) (fun above => widen above.right rfl)
@[extern "lean_uint32_of_nat"]
def Char.ofNatAux (n : @& Nat) (h : n.isValidChar) : Char :=
  ⟨⟨BitVec.ofNatLT n (Nat.isValidChar.small h)⟩, h⟩
@[match_pattern, extern "l_Char_ofNat"] def Char.ofNat (n : @& Nat) : Char :=
  dite n.isValidChar (fun h => Char.ofNatAux n h)
    (fun _ => Char.ofNatAux 0 (Or.inl (Nat.le_of_ble_eq_true rfl)))

structure ByteArray where
  data : Array UInt8
structure String where
  ofList ::
  toList : List Char
structure String.Pos.Raw where
  byteIdx : Nat := 0
structure Substring.Raw where
  str : String
  startPos : String.Pos.Raw
  stopPos : String.Pos.Raw
instance instInhabitedString : Inhabited String := ⟨""⟩

@[reducible] def ReaderT (ρ : Type u) (m : Type u → Type v) (α : Type u) : Type (max u v) := ρ → m α
inductive EStateM.Result (ε σ α : Type u) where
  | ok : α → σ → Result ε σ α
  | error : ε → σ → Result ε σ α
def EStateM (ε σ α : Type u) := σ → EStateM.Result ε σ α

namespace Lean

inductive Name where
  | anonymous : Name
  | str (pre : Name) (str : String)
  | num (pre : Name) (i : Nat)
instance Name.instInhabited : Inhabited Name := ⟨.anonymous⟩
@[extern "l_Lean_Name_str___override"] opaque Name.str._override : Name → String → Name
@[extern "l_Lean_Name_num___override"] opaque Name.num._override : Name → Nat → Name
attribute [implemented_by Name.str._override] Name.str
attribute [implemented_by Name.num._override] Name.num
abbrev Name.mkStr (p : Name) (s : String) : Name := Name.str p s
abbrev Name.mkNum (p : Name) (v : Nat) : Name := Name.num p v
@[extern "l_Lean_Name_mkSimple"] abbrev Name.mkSimple (s : String) : Name := .str .anonymous s
@[extern "l_Lean_Name_mkStr1"] abbrev Name.mkStr1 (s₁ : String) : Name := .str .anonymous s₁
@[extern "l_Lean_Name_mkStr2"] abbrev Name.mkStr2 (s₁ s₂ : String) : Name := .str (mkStr1 s₁) s₂
@[extern "l_Lean_Name_mkStr3"] abbrev Name.mkStr3 (s₁ s₂ s₃ : String) : Name := .str (mkStr2 s₁ s₂) s₃
@[extern "l_Lean_Name_mkStr4"] abbrev Name.mkStr4 (s₁ s₂ s₃ s₄ : String) : Name := .str (mkStr3 s₁ s₂ s₃) s₄
@[extern "l_Lean_Name_mkStr5"] abbrev Name.mkStr5 (s₁ s₂ s₃ s₄ s₅ : String) : Name := .str (mkStr4 s₁ s₂ s₃ s₄) s₅
@[extern "l_Lean_Name_mkStr6"] abbrev Name.mkStr6 (s₁ s₂ s₃ s₄ s₅ s₆ : String) : Name := .str (mkStr5 s₁ s₂ s₃ s₄ s₅) s₆
@[extern "l_Lean_Name_mkStr7"] abbrev Name.mkStr7 (s₁ s₂ s₃ s₄ s₅ s₆ s₇ : String) : Name := .str (mkStr6 s₁ s₂ s₃ s₄ s₅ s₆) s₇
@[extern "l_Lean_Name_mkStr8"] abbrev Name.mkStr8 (s₁ s₂ s₃ s₄ s₅ s₆ s₇ s₈ : String) : Name :=
  .str (mkStr7 s₁ s₂ s₃ s₄ s₅ s₆ s₇) s₈

inductive SourceInfo where
  | original (leading : Substring.Raw) (pos : String.Pos.Raw) (trailing : Substring.Raw)
      (endPos : String.Pos.Raw)
  | synthetic (pos : String.Pos.Raw) (endPos : String.Pos.Raw) (canonical : Bool := false)
  | none
abbrev SyntaxNodeKind := Name
inductive Syntax.Preresolved where
  | namespace (ns : Name)
  | decl (n : Name) (fields : List String)
inductive Syntax where
  | missing : Syntax
  | node (info : SourceInfo) (kind : SyntaxNodeKind) (args : Array Syntax) : Syntax
  | atom (info : SourceInfo) (val : String) : Syntax
  | ident (info : SourceInfo) (rawVal : Substring.Raw) (val : Name)
      (preresolved : List Syntax.Preresolved) : Syntax
instance instInhabitedSyntax : Inhabited Syntax := ⟨.missing⟩

inductive ParserDescr where
  | const (name : Name)
  | unary (name : Name) (p : ParserDescr)
  | binary (name : Name) (p₁ p₂ : ParserDescr)
  | node (kind : SyntaxNodeKind) (prec : Nat) (p : ParserDescr)
  | trailingNode (kind : SyntaxNodeKind) (prec lhsPrec : Nat) (p : ParserDescr)
  | symbol (val : String)
  | nonReservedSymbol (val : String) (includeIdent : Bool)
  | cat (catName : Name) (rbp : Nat)
  | parser (declName : Name)
  | nodeWithAntiquot (name : String) (kind : SyntaxNodeKind) (p : ParserDescr)
  | sepBy (p : ParserDescr) (sep : String) (psep : ParserDescr) (allowTrailingSep : Bool := false)
  | sepBy1 (p : ParserDescr) (sep : String) (psep : ParserDescr) (allowTrailingSep : Bool := false)
  | unicodeSymbol (val asciiVal : String) (preserveForPP : Bool)
instance instInhabitedParserDescr : Inhabited ParserDescr := ⟨.symbol ""⟩
abbrev TrailingParserDescr := ParserDescr

abbrev MacroScope := Nat
namespace Macro
inductive Exception where
  | error : Syntax → String → Exception
  | unsupportedSyntax : Exception
structure State where
  macroScope : MacroScope
  expandedMacroDecls : List Name := .nil
  traceMsgs : List (Prod Name Syntax) := .nil
opaque MethodsRefPointed : Type
structure Context where
  methods : MethodsRefPointed
  quotContext : Name
  currMacroScope : MacroScope
  currRecDepth : Nat
  maxRecDepth : Nat
  ref : Syntax
end Macro
abbrev MacroM := ReaderT Macro.Context (EStateM Macro.Exception Macro.State)
abbrev Macro := Syntax → MacroM Syntax

namespace PrettyPrinter
abbrev UnexpandM := ReaderT Syntax (EStateM Unit Unit)
abbrev Unexpander := Syntax → UnexpandM Syntax
end PrettyPrinter

/-! What the declarations bound to compiled macros and unexpanders return is inhabited. -/
instance instInhabitedMacroResult :
    Inhabited (EStateM.Result Macro.Exception Macro.State Syntax) :=
  ⟨.error .unsupportedSyntax { macroScope := 0 }⟩
instance instInhabitedUnexpandResult :
    Inhabited (EStateM.Result Unit Unit Syntax) := ⟨.error .unit .unit⟩

structure Parser.Category
end Lean
