/-
The first module: the types, classes and functions that Lean's own elaborator, compiler and
kernel ask for by name before any notation or tactic exists. Only built-in syntax is available
here, so everything is written in terms. Names and statements are Lean's; the text is ours.
-/
prelude

set_option linter.unusedVariables false
set_option linter.defProp false
universe u v w u₁ u₂ u₃

/-! ## What the compiler refers to -/

unsafe axiom lcErased : Type
unsafe axiom lcVoid : Type
unsafe axiom lcAny : Type
unsafe axiom lcProof {α : Prop} : α
unsafe axiom lcUnreachable {α : Sort u} : α
unsafe axiom lcCast {α : Sort u} {β : Sort v} (a : α) : β

/-! ## Functions -/

@[inline] def id {α : Sort u} (a : α) : α := a

@[inline] def Function.comp {α : Sort u} {β : Sort v} {δ : Sort w} (f : β → δ) (g : α → β) :
    α → δ := fun x => f (g x)

@[inline] def Function.const {α : Sort u} (β : Sort v) (a : α) : β → α := fun _ => a

/-- Around a proof: the kernel evaluates its type before anything else. It means nothing. -/
@[expose] def eagerReduce {α : Sort u} (a : α) : α := a

@[reducible] def outParam (α : Sort u) : Sort u := α
@[reducible] def semiOutParam (α : Sort u) : Sort u := α
@[reducible] def optParam (α : Sort u) (default : α) : Sort u := α
set_option checkBinderAnnotations false in
@[reducible] def inferInstance {α : Sort u} [i : α] : α := i

/-! ## Unit, False, True, equality -/

set_option genCtorIdx false
set_option bootstrap.inductiveCheckResultingUniverse false in
inductive PUnit : Sort u where
  | unit : PUnit

abbrev Unit : Type := PUnit
@[match_pattern] abbrev Unit.unit : Unit := PUnit.unit

inductive Eq {α : Sort u} : α → α → Prop where
  | refl (a : α) : Eq a a

@[match_pattern] def rfl {α : Sort u} {a : α} : Eq a a := Eq.refl a

@[simp] theorem id_eq {α : Sort u} (a : α) : Eq (id a) a := rfl

theorem Eq.subst {α : Sort u} {motive : α → Prop} {a b : α} (h₁ : Eq a b) (h₂ : motive a) :
    motive b := Eq.rec (motive := fun x _ => motive x) h₂ h₁

theorem Eq.symm {α : Sort u} {a b : α} (h : Eq a b) : Eq b a :=
  Eq.rec (motive := fun x _ => Eq x a) rfl h

theorem Eq.trans {α : Sort u} {a b c : α} (h₁ : Eq a b) (h₂ : Eq b c) : Eq a c :=
  Eq.rec (motive := fun x _ => Eq a x) h₁ h₂

@[reducible] def Eq.ndrec.{x, y} {α : Sort y} {a : α} {motive : α → Sort x} (m : motive a) {b : α}
    (h : Eq a b) : motive b := Eq.rec (motive := fun c _ => motive c) m h

@[reducible] def Eq.ndrec_symm.{u1, u2} {α : Sort u2} {a : α} {motive : α → Sort u1} (m : motive a)
    {b : α} (h : Eq b a) : motive b := Eq.ndrec m (Eq.symm h)

@[macro_inline] def cast {α β : Sort u} (h : Eq α β) (a : α) : β :=
  Eq.rec (motive := fun α _ => α) a h

theorem congrArg {α : Sort u} {β : Sort v} {a₁ a₂ : α} (f : α → β) (h : Eq a₁ a₂) :
    Eq (f a₁) (f a₂) := Eq.rec (motive := fun x _ => Eq (f a₁) (f x)) rfl h

theorem congr {α : Sort u} {β : Sort v} {f₁ f₂ : α → β} {a₁ a₂ : α} (h₁ : Eq f₁ f₂)
    (h₂ : Eq a₁ a₂) : Eq (f₁ a₁) (f₂ a₂) :=
  Eq.trans (congrArg f₁ h₂) (congrArg (fun f : α → β => f a₂) h₁)

theorem congrFun {α : Sort u} {β : α → Sort v} {f g : (x : α) → β x} (h : Eq f g) (a : α) :
    Eq (f a) (g a) := congrArg (fun k : (x : α) → β x => k a) h

theorem congrFun' {α : Sort u} {β : Sort v} {f g : α → β} (h : Eq f g) (a : α) :
    Eq (f a) (g a) := congrFun h a

inductive HEq : {α : Sort u} → α → {β : Sort u} → β → Prop where
  | refl (a : α) : HEq a a

@[match_pattern] protected def HEq.rfl {α : Sort u} {a : α} : HEq a a := HEq.refl a

theorem eq_of_heq {α : Sort u} {a a' : α} (h : HEq a a') : Eq a a' :=
  have : (α β : Sort u) → (a : α) → (b : β) → HEq a b → (h : Eq α β) → Eq (cast h a) b :=
    fun α' _ a' _ h₁ => HEq.rec (motive := fun {β'} b' _ => (h₂ : Eq α' β') → Eq (cast h₂ a') b')
      (fun _ => Eq.refl a') h₁
  this α α a a' h rfl

theorem heq_of_eq {α : Sort u} {a a' : α} (h : Eq a a') : HEq a a' :=
  Eq.rec (motive := fun x _ => HEq a x) (HEq.refl a) h

@[reducible] def HEq.homo_ndrec.{u1, u2} {α : Sort u2} {a : α} {motive : α → Sort u1} (m : motive a)
    {b : α} (h : HEq a b) : motive b := Eq.ndrec m (eq_of_heq h)

@[reducible] def HEq.homo_ndrec_symm.{u1, u2} {α : Sort u2} {a : α} {motive : α → Sort u1}
    (m : motive a) {b : α} (h : HEq b a) : motive b := Eq.ndrec m (Eq.symm (eq_of_heq h))

init_quot

inductive False : Prop
inductive True : Prop where
  | intro : True
inductive Empty : Type
set_option bootstrap.inductiveCheckResultingUniverse false in
inductive PEmpty : Sort u where

def Not (a : Prop) : Prop := a → False

@[macro_inline] def False.elim {C : Sort u} (h : False) : C := False.rec (fun _ => C) h
@[macro_inline] def Empty.elim {C : Sort u} : Empty → C := Empty.rec (fun _ => C)
@[macro_inline] def PEmpty.elim {C : Sort u} : PEmpty → C := PEmpty.rec (fun _ => C)
@[macro_inline] def absurd {a : Prop} {b : Sort v} (h₁ : a) (h₂ : Not a) : b :=
  (h₂ h₁).elim
theorem trivial : True := ⟨⟩
theorem mt {a b : Prop} (h₁ : a → b) (h₂ : Not b) : Not a := fun ha => h₂ (h₁ ha)
theorem not_false : Not False := id

@[reducible] def Ne {α : Sort u} (a b : α) : Prop := Not (Eq a b)

set_option bootstrap.inductiveCheckResultingUniverse false in
@[pp_using_anonymous_constructor]
structure PProd (α : Sort u) (β : Sort v) where
  fst : α
  snd : β

@[pp_using_anonymous_constructor]
structure Prod (α : Type u) (β : Type v) where
  fst : α
  snd : β

@[pp_using_anonymous_constructor]
structure MProd (α β : Type u) where
  fst : α
  snd : β

@[pp_using_anonymous_constructor]
structure And (a b : Prop) : Prop where
  intro ::
  left : a
  right : b

structure Iff (a b : Prop) : Prop where
  intro ::
  mp : a → b
  mpr : b → a

axiom propext {a b : Prop} : Iff a b → Eq a b

inductive Or (a b : Prop) : Prop where
  | inl (h : a) : Or a b
  | inr (h : b) : Or a b

theorem Or.intro_left {a : Prop} (b : Prop) (h : a) : Or a b := Or.inl h
theorem Or.intro_right {b : Prop} (a : Prop) (h : b) : Or a b := Or.inr h
theorem Or.elim {a b c : Prop} (h : Or a b) (left : a → c) (right : b → c) : c :=
  Or.rec (motive := fun _ => c) left right h
theorem And.symm {a b : Prop} (h : And a b) : And b a := ⟨h.right, h.left⟩

/-! ## Natural numbers and booleans, before their constructor indices -/

set_option bootstrap.inductiveCheckResultingUniverse false in
@[pp_using_anonymous_constructor]
structure PULift.{r, s} (α : Sort s) : Sort (max s r 1) where
  up ::
  down : α

inductive Nat where
  | zero : Nat
  | succ (n : Nat) : Nat

inductive Bool : Type where
  | false : Bool
  | true : Bool
export Bool (false true)
@[macro_inline] def cond {α : Sort u} (c : Bool) (x y : α) : α :=
  Bool.casesOn c y x
set_option bootstrap.genMatcherCode false in
@[extern "lean_nat_add"]
protected def Nat.add : Nat → Nat → Nat
  | n, .zero => n
  | n, .succ m => .succ (Nat.add n m)
def Bool.ctorIdx (b : Bool) : Nat := Bool.casesOn b Nat.zero (Nat.succ Nat.zero)

set_option bootstrap.genMatcherCode false in
@[extern "lean_nat_dec_eq"]
def Nat.beq : Nat → Nat → Bool
  | .zero, .zero => true
  | .zero, .succ _ => false
  | .succ _, .zero => false
  | .succ n, .succ m => Nat.beq n m

theorem noConfusion_of_Nat {α : Sort u} (f : α → Nat) {a b : α} (h : Eq a b) :
    Bool.rec (motive := fun _ => Prop) False True (Nat.beq (f a) (f b)) :=
  have self : (n : Nat) → Eq (Nat.beq n n) true := fun n =>
    Nat.rec (motive := fun n => Eq (Nat.beq n n) true) rfl (fun _ ih => ih) n
  have at_a : Bool.rec (motive := fun _ => Prop) False True (Nat.beq (f a) (f a)) :=
    Eq.ndrec (motive := fun c : Bool => Bool.rec (motive := fun _ => Prop) False True c) (a := true) trivial
      (Eq.symm (self (f a)))
  Eq.ndrec (motive := fun x => Bool.rec (motive := fun _ => Prop) False True (Nat.beq (f a) (f x)))
    at_a h

@[extern "lean_sorry", never_extract]
axiom sorryAx (α : Sort u) (synthetic : Bool) : α

class OfNat (α : Type u) (_ : Nat) where
  ofNat : α



@[default_instance 100] instance instOfNatNat (n : Nat) : OfNat Nat n := ⟨n⟩

/-! ## Classes for notation -/

class HAdd (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  hAdd : α → β → γ
class HSub (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  hSub : α → β → γ
class HMul (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  hMul : α → β → γ
class HDiv (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  hDiv : α → β → γ
class HMod (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  hMod : α → β → γ
class HPow (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  hPow : α → β → γ
class HSMul (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  hSMul : α → β → γ
class HAppend (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  hAppend : α → β → γ
class HOrElse (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  hOrElse : α → (Unit → β) → γ
class HAndThen (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  hAndThen : α → (Unit → β) → γ
class HAnd (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  hAnd : α → β → γ
class HXor (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  hXor : α → β → γ
class HOr (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  hOr : α → β → γ
class HShiftLeft (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  hShiftLeft : α → β → γ
class HShiftRight (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  hShiftRight : α → β → γ
class Add (α : Type u) where
  add : α → α → α
class Sub (α : Type u) where
  sub : α → α → α
class Mul (α : Type u) where
  mul : α → α → α
class Neg (α : Type u) where
  neg : α → α
class Inv (α : Type u) where
  inv : α → α
class Div (α : Type u) where
  div : α → α → α
class Mod (α : Type u) where
  mod : α → α → α
class Dvd (α : Type u) where
  dvd : α → α → Prop
class Pow (α : Type u) (β : Type v) where
  pow : α → β → α
class NatPow (α : Type u) where
  protected pow : α → Nat → α
class SMul (M : Type u) (α : Type v) where
  smul : M → α → α
class Append (α : Type u) where
  append : α → α → α
class OrElse (α : Type u) where
  orElse : α → (Unit → α) → α
class AndThen (α : Type u) where
  andThen : α → (Unit → α) → α
class AndOp (α : Type u) where
  and : α → α → α
class XorOp (α : Type u) where
  xor : α → α → α
class OrOp (α : Type u) where
  or : α → α → α
class Complement (α : Type u) where
  complement : α → α
class ShiftLeft (α : Type u) where
  shiftLeft : α → α → α
class ShiftRight (α : Type u) where
  shiftRight : α → α → α
class BEq (α : Type u) where
  beq : α → α → Bool
class LE (α : Type u) where
  le : α → α → Prop
class LT (α : Type u) where
  lt : α → α → Prop
@[reducible] def GE.ge {α : Type u} [LE α] (a b : α) : Prop := LE.le b a
@[reducible] def GT.gt {α : Type u} [LT α] (a b : α) : Prop := LT.lt b a
class Max (α : Type u) where
  max : α → α → α
class Min (α : Type u) where
  min : α → α → α
export Max (max)
export Min (min)
class Trans {α : Sort u₁} {β : Sort u₂} {γ : Sort u₃} (r : α → β → Sort u) (s : β → γ → Sort v)
    (t : outParam (α → γ → Sort w)) where
  trans : {a : α} → {b : β} → {c : γ} → r a b → s b c → t a c
export Trans (trans)
class Membership (α : outParam (Type u)) (γ : Type v) where
  mem : (γ : γ) → (a : α) → Prop

@[default_instance] instance instHAdd {α : Type u} [Add α] : HAdd α α α := ⟨fun a b => Add.add a b⟩
@[default_instance] instance instHSub {α : Type u} [Sub α] : HSub α α α := ⟨fun a b => Sub.sub a b⟩
@[default_instance] instance instHMul {α : Type u} [Mul α] : HMul α α α := ⟨fun a b => Mul.mul a b⟩
@[default_instance] instance instHDiv {α : Type u} [Div α] : HDiv α α α := ⟨fun a b => Div.div a b⟩
@[default_instance] instance instHMod {α : Type u} [Mod α] : HMod α α α := ⟨fun a b => Mod.mod a b⟩
@[default_instance] instance instHPow {α : Type u} {β : Type v} [Pow α β] : HPow α β α := ⟨fun a b => Pow.pow a b⟩
@[default_instance] instance instPowNat {α : Type u} [NatPow α] : Pow α Nat := ⟨fun a n => NatPow.pow a n⟩
@[default_instance] instance instHSMul {α : Type u} {β : Type v} [SMul α β] : HSMul α β β := ⟨SMul.smul⟩
@[default_instance] instance instHAppendOfAppend {α : Type u} [Append α] : HAppend α α α :=
  ⟨fun a b => Append.append a b⟩
@[default_instance] instance instHOrElseOfOrElse {α : Type u} [OrElse α] : HOrElse α α α :=
  ⟨fun a b => OrElse.orElse a b⟩
@[default_instance] instance instHAndThenOfAndThen {α : Type u} [AndThen α] : HAndThen α α α :=
  ⟨fun a b => AndThen.andThen a b⟩
@[default_instance] instance instHAndOfAndOp {α : Type u} [AndOp α] : HAnd α α α := ⟨fun a b => AndOp.and a b⟩
@[default_instance] instance instHXorOfXorOp {α : Type u} [XorOp α] : HXor α α α := ⟨fun a b => XorOp.xor a b⟩
@[default_instance] instance instHOrOfOrOp {α : Type u} [OrOp α] : HOr α α α := ⟨fun a b => OrOp.or a b⟩
@[default_instance] instance instHShiftLeftOfShiftLeft {α : Type u} [ShiftLeft α] : HShiftLeft α α α :=
  ⟨fun a b => ShiftLeft.shiftLeft a b⟩
@[default_instance] instance instHShiftRightOfShiftRight {α : Type u} [ShiftRight α] : HShiftRight α α α :=
  ⟨fun a b => ShiftRight.shiftRight a b⟩

/-! ## Inhabited, Nonempty, choice, Decidable -/

class inductive Nonempty (α : Sort u) : Prop where
  | intro (val : α) : Nonempty α

axiom Classical.choice {α : Sort u} : Nonempty α → α

theorem Nonempty.elim {α : Sort u} {p : Prop} (h₁ : Nonempty α) (h₂ : α → p) : p :=
  Nonempty.rec (motive := fun _ => p) h₂ h₁

class Inhabited (α : Sort u) where
  default : α
export Inhabited (default)

instance instNonemptyOfInhabited {α : Sort u} [Inhabited α] : Nonempty α := ⟨default⟩
noncomputable def Classical.ofNonempty {α : Sort u} [h : Nonempty α] : α := Classical.choice h

instance instInhabitedSort : Inhabited (Sort u) := ⟨PUnit⟩
instance instInhabitedForall_1 (α : Sort u) {β : α → Sort v} [(a : α) → Inhabited (β a)] :
    Inhabited ((a : α) → β a) := ⟨fun _ => default⟩
instance instNonemptyForall (α : Sort u) {β : α → Sort v} [(a : α) → Nonempty (β a)] :
    Nonempty ((a : α) → β a) := ⟨fun _ => Classical.ofNonempty⟩
instance instInhabitedBool : Inhabited Bool := ⟨false⟩
instance instInhabitedPUnit : Inhabited PUnit := ⟨PUnit.unit⟩
instance instInhabitedNat : Inhabited Nat := ⟨Nat.zero⟩
instance instInhabitedTrue : Inhabited True := ⟨True.intro⟩

class inductive Decidable (p : Prop) where
  | isFalse (h : Not p) : Decidable p
  | isTrue (h : p) : Decidable p

@[inline_if_reduce, nospecialize] def Decidable.decide (p : Prop) [h : Decidable p] : Bool :=
  h.casesOn (fun _ => false) (fun _ => true)
export Decidable (isTrue isFalse decide)

abbrev DecidablePred {α : Sort u} (r : α → Prop) := (a : α) → Decidable (r a)
abbrev DecidableRel {α : Sort u} {β : Sort v} (r : α → β → Prop) :=
  (a : α) → (b : β) → Decidable (r a b)
abbrev DecidableEq (α : Sort u) := (a b : α) → Decidable (Eq a b)
def decEq {α : Sort u} [inst : DecidableEq α] (a b : α) : Decidable (Eq a b) := inst a b

@[macro_inline] def ite {α : Sort u} (c : Prop) [h : Decidable c] (t e : α) : α :=
  Decidable.casesOn h (fun _ => e) (fun _ => t)
@[macro_inline] def dite {α : Sort u} (c : Prop) [h : Decidable c] (t : c → α) (e : Not c → α) :
    α := Decidable.casesOn h e t
@[macro_inline] def Bool.dcond {α : Sort u} (c : Bool) (x : Eq c true → α) (y : Eq c false → α) :
    α := Bool.rec (motive := fun b => (Eq b true → α) → (Eq b false → α) → α)
      (fun _ y => y rfl) (fun x _ => x rfl) c x y
@[macro_inline] def Bool.or (x y : Bool) : Bool := Bool.casesOn x y true
@[macro_inline] def Bool.and (x y : Bool) : Bool := Bool.casesOn x false y
@[inline] def Bool.not (b : Bool) : Bool := Bool.casesOn b true false
export Bool (or and not)

theorem ne_false_of_eq_true {b : Bool} (h : Eq b true) : Not (Eq b false) :=
  fun h' => Bool.noConfusion (Eq.trans (Eq.symm h) h')
theorem ne_true_of_eq_false {b : Bool} (h : Eq b false) : Not (Eq b true) :=
  fun h' => Bool.noConfusion (Eq.trans (Eq.symm h) h')
theorem eq_false_of_ne_true {b : Bool} : Not (Eq b true) → Eq b false :=
  Bool.rec (motive := fun b => Not (Eq b true) → Eq b false) (fun _ => rfl) (fun h => (h rfl).elim)
    b
theorem eq_true_of_ne_false {b : Bool} : Not (Eq b false) → Eq b true :=
  Bool.rec (motive := fun b => Not (Eq b false) → Eq b true) (fun h => (h rfl).elim) (fun _ => rfl)
    b

def Bool.decEq (a b : Bool) : Decidable (Eq a b) :=
  Bool.casesOn (motive := fun a => Decidable (Eq a b)) a
    (Bool.casesOn (motive := fun b => Decidable (Eq false b)) b (isTrue rfl)
      (isFalse (fun h => Bool.noConfusion h)))
    (Bool.casesOn (motive := fun b => Decidable (Eq true b)) b
      (isFalse (fun h => Bool.noConfusion h)) (isTrue rfl))
instance instDecidableEqBool : DecidableEq Bool := Bool.decEq

theorem decide_eq_true {p : Prop} [inst : Decidable p] : p → Eq (decide p) true :=
  Decidable.rec (motive := fun d => p → Eq (@decide p d) true) (fun hn h => (hn h).elim)
    (fun _ _ => rfl) inst
theorem decide_eq_false {p : Prop} [inst : Decidable p] : Not p → Eq (decide p) false :=
  Decidable.rec (motive := fun d => Not p → Eq (@decide p d) false) (fun _ _ => rfl)
    (fun h hn => (hn h).elim) inst
theorem of_decide_eq_true {p : Prop} [inst : Decidable p] : Eq (decide p) true → p :=
  Decidable.rec (motive := fun d => Eq (@decide p d) true → p) (fun _ h => Bool.noConfusion h)
    (fun h _ => h) inst
theorem of_decide_eq_false {p : Prop} [inst : Decidable p] : Eq (decide p) false → Not p :=
  Decidable.rec (motive := fun d => Eq (@decide p d) false → Not p) (fun h _ => h)
    (fun _ h => Bool.noConfusion h) inst
theorem eq_true {p : Prop} (h : p) : Eq p True := propext ⟨fun _ => trivial, fun _ => h⟩
theorem of_decide_eq_self_eq_true {α : Type u} [inst : DecidableEq α] (a : α) :
    Eq (decide (Eq a a)) true := decide_eq_true rfl


@[inline] instance instDecidableTrue : Decidable True := isTrue trivial
@[inline] instance instDecidableFalse : Decidable False := isFalse not_false
instance instDecidableAnd {p q : Prop} [dp : Decidable p] [dq : Decidable q] :
    Decidable (And p q) :=
  Decidable.casesOn dp (fun hp => isFalse (fun h => hp h.left))
    (fun hp => Decidable.casesOn dq (fun hq => isFalse (fun h => hq h.right))
      (fun hq => isTrue ⟨hp, hq⟩))
instance instDecidableOr {p q : Prop} [dp : Decidable p] [dq : Decidable q] :
    Decidable (Or p q) :=
  Decidable.casesOn dp
    (fun hp => Decidable.casesOn dq (fun hq => isFalse (fun h => h.elim hp hq))
      (fun hq => isTrue (Or.inr hq)))
    (fun hp => isTrue (Or.inl hp))
instance instDecidableNot {p : Prop} [dp : Decidable p] : Decidable (Not p) :=
  Decidable.casesOn dp (fun hp => isTrue hp) (fun hp => isFalse (fun h => h hp))

instance instBEqOfDecidableEq {α : Type u} [DecidableEq α] : BEq α := ⟨fun a b => decide (Eq a b)⟩

/-! ## Natural numbers -/

instance instAddNat : Add Nat := ⟨Nat.add⟩

attribute [match_pattern] Nat.add Add.add HAdd.hAdd Neg.neg

set_option bootstrap.genMatcherCode false in
@[extern "lean_nat_mul"]
protected def Nat.mul : Nat → Nat → Nat
  | _, .zero => .zero
  | n, .succ m => Nat.add (Nat.mul n m) n
instance instMulNat : Mul Nat := ⟨Nat.mul⟩

set_option bootstrap.genMatcherCode false in
@[extern "lean_nat_pow"]
protected def Nat.pow (m : Nat) : Nat → Nat
  | .zero => 1
  | .succ n => Nat.mul (Nat.pow m n) m
instance instNatPowNat : NatPow Nat := ⟨Nat.pow⟩

set_option bootstrap.genMatcherCode false in
@[extern "lean_nat_pred"]
def Nat.pred : Nat → Nat
  | .zero => .zero
  | .succ a => a

set_option bootstrap.genMatcherCode false in
@[extern "lean_nat_sub"]
protected def Nat.sub : Nat → Nat → Nat
  | n, .zero => n
  | n, .succ m => Nat.pred (Nat.sub n m)
instance instSubNat : Sub Nat := ⟨Nat.sub⟩

set_option bootstrap.genMatcherCode false in
@[extern "lean_nat_dec_le"]
def Nat.ble : Nat → Nat → Bool
  | .zero, .zero => true
  | .zero, .succ _ => true
  | .succ _, .zero => false
  | .succ n, .succ m => Nat.ble n m

theorem Nat.eq_of_beq_eq_true : {n m : Nat} → Eq (Nat.beq n m) true → Eq n m
  | .zero, .zero, _ => rfl
  | .succ n, .succ m, h => congrArg Nat.succ (Nat.eq_of_beq_eq_true (n := n) (m := m) h)

theorem Nat.ne_of_beq_eq_false : {n m : Nat} → Eq (Nat.beq n m) false → Not (Eq n m)
  | .zero, .succ _, _ => fun h => Nat.noConfusion h
  | .succ _, .zero, _ => fun h => Nat.noConfusion h
  | .succ n, .succ m, h => fun e => Nat.ne_of_beq_eq_false (n := n) (m := m) h (congrArg Nat.pred e)

@[extern "lean_nat_dec_eq"]
def Nat.decEq (n m : Nat) : Decidable (Eq n m) :=
  match h : Nat.beq n m with
  | true => isTrue (Nat.eq_of_beq_eq_true h)
  | false => isFalse (Nat.ne_of_beq_eq_false h)
instance instDecidableEqNat : DecidableEq Nat := Nat.decEq
def Nat.ctorIdx (n : Nat) : Nat := Nat.casesOn n Nat.zero (fun _ => Nat.succ Nat.zero)

protected inductive Nat.le (n : Nat) : Nat → Prop where
  | refl : Nat.le n n
  | step {m : Nat} : Nat.le n m → Nat.le n (.succ m)
instance instLENat : LE Nat := ⟨Nat.le⟩
protected def Nat.lt (n m : Nat) : Prop := Nat.le (Nat.add n 1) m
instance instLTNat : LT Nat := ⟨Nat.lt⟩

theorem Nat.zero_le : (n : Nat) → LE.le 0 n
  | .zero => Nat.le.refl
  | .succ n => Nat.le.step (Nat.zero_le n)
theorem Nat.succ_le_succ {n m : Nat} : LE.le n m → LE.le (Nat.succ n) (Nat.succ m) :=
  fun h => Nat.le.rec (motive := fun k _ => Nat.le (.succ n) (.succ k)) Nat.le.refl
    (fun _ ih => Nat.le.step ih) h
theorem Nat.not_succ_le_zero (n : Nat) : LE.le (Nat.succ n) 0 → False :=
  fun h =>
    have : (k : Nat) → Nat.le (.succ n) k → Eq k 0 → False := fun k h =>
      Nat.le.rec (motive := fun k _ => Eq k 0 → False) (fun e : Eq (Nat.succ n) Nat.zero => Nat.noConfusion e)
        (fun {m} _ _ (e : Eq (Nat.succ m) Nat.zero) => Nat.noConfusion e) h
    this 0 h rfl
theorem Nat.pred_le_pred {n m : Nat} : LE.le n m → LE.le (Nat.pred n) (Nat.pred m) :=
  fun h => Nat.le.rec (motive := fun k _ => Nat.le (.pred n) (.pred k)) Nat.le.refl
    (fun {m} _ ih => Nat.casesOn (motive := fun m => Nat.le (.pred n) (.pred m) → Nat.le (.pred n) m) m
      (fun h => h) (fun _ h => Nat.le.step h) ih) h
theorem Nat.le_of_succ_le_succ {n m : Nat} : LE.le (Nat.succ n) (Nat.succ m) → LE.le n m :=
  Nat.pred_le_pred
theorem Nat.ble_succ_eq_true : {n m : Nat} → Eq (Nat.ble n m) true → Eq (Nat.ble n (.succ m)) true
  | .zero, _, _ => rfl
  | .succ n, .succ m, h => Nat.ble_succ_eq_true (n := n) (m := m) h
theorem Nat.ble_self_eq_true : (n : Nat) → Eq (Nat.ble n n) true
  | .zero => rfl
  | .succ n => Nat.ble_self_eq_true n
theorem Nat.le_of_ble_eq_true : {n m : Nat} → Eq (Nat.ble n m) true → LE.le n m
  | .zero, m, _ => Nat.zero_le m
  | .succ n, .succ m, h => Nat.succ_le_succ (Nat.le_of_ble_eq_true (n := n) (m := m) h)
theorem Nat.ble_eq_true_of_le {n m : Nat} (h : LE.le n m) : Eq (Nat.ble n m) true :=
  Nat.le.rec (motive := fun k _ => Eq (Nat.ble n k) true) (Nat.ble_self_eq_true n)
    (fun _ ih => Nat.ble_succ_eq_true ih) h
theorem Nat.not_le_of_not_ble_eq_true {n m : Nat} (h : Not (Eq (Nat.ble n m) true)) :
    Not (LE.le n m) := fun h' => h (Nat.ble_eq_true_of_le h')

@[extern "lean_nat_dec_le"]
instance Nat.decLe (n m : Nat) : Decidable (LE.le n m) :=
  dite (Eq (Nat.ble n m) true) (fun h => isTrue (Nat.le_of_ble_eq_true h))
    (fun h => isFalse (Nat.not_le_of_not_ble_eq_true h))
@[extern "lean_nat_dec_lt"]
instance Nat.decLt (n m : Nat) : Decidable (LT.lt n m) := Nat.decLe (.succ n) m

set_option genCtorIdx true

/-! ## Data types -/

inductive Exists {α : Sort u} (p : α → Prop) : Prop where
  | intro (w : α) (h : p w) : Exists p

@[pp_using_anonymous_constructor]
structure Subtype {α : Sort u} (p : α → Prop) where
  val : α
  property : p val

@[pp_using_anonymous_constructor]
structure Sigma {α : Type u} (β : α → Type v) where
  fst : α
  snd : β fst

set_option bootstrap.inductiveCheckResultingUniverse false in
@[pp_using_anonymous_constructor]
structure PSigma {α : Sort u} (β : α → Sort v) where
  fst : α
  snd : β fst

structure ULift.{r, s} (α : Type s) : Type (max s r) where
  up ::
  down : α
structure PLift (α : Sort u) : Type u where
  up ::
  down : α

inductive Sum (α : Type u) (β : Type v) where
  | inl (val : α) : Sum α β
  | inr (val : β) : Sum α β

set_option bootstrap.inductiveCheckResultingUniverse false in
inductive PSum (α : Sort u) (β : Sort v) where
  | inl (val : α) : PSum α β
  | inr (val : β) : PSum α β

inductive Option (α : Type u) where
  | none : Option α
  | some (val : α) : Option α
export Option (none some)

inductive List (α : Type u) where
  | nil : List α
  | cons (head : α) (tail : List α) : List α

structure Array (α : Type u) where
  mk ::
  toList : List α

inductive Except (ε : Type u) (α : Type v) where
  | error (a : ε) : Except ε α
  | ok (a : α) : Except ε α

instance instInhabitedOption {α : Type u} : Inhabited (Option α) := ⟨none⟩
instance instInhabitedList {α : Type u} : Inhabited (List α) := ⟨List.nil⟩

/-! ## Well-foundedness, because recursion refers to it -/

inductive Acc {α : Sort u} (r : α → α → Prop) : α → Prop where
  | intro (x : α) (h : (y : α) → r y x → Acc r y) : Acc r x
inductive WellFounded {α : Sort u} (r : α → α → Prop) : Prop where
  | intro (h : (a : α) → Acc r a) : WellFounded r
class WellFoundedRelation (α : Sort u) where
  rel : α → α → Prop
  wf : WellFounded rel

class SizeOf (α : Sort u) where
  sizeOf : α → Nat
export SizeOf (sizeOf)

instance (priority := 100) instSizeOfDefault (α : Sort u) : SizeOf α := ⟨fun _ => 0⟩
instance instSizeOfNat : SizeOf Nat := ⟨fun n => n⟩

class Subsingleton (α : Sort u) : Prop where
  intro ::
  allEq : (a b : α) → Eq a b

/-! ## Characters, strings, arrays: types that syntax trees are made of -/

class CoeFun (α : Sort u) (γ : outParam (α → Sort v)) where
  coe : (f : α) → γ f
attribute [coe_decl] CoeFun.coe

structure Fin (n : Nat) where
  mk ::
  val : Nat
  isLt : LT.lt val n

structure BitVec (w : Nat) where
  ofFin ::
  toFin : Fin (HPow.hPow (2 : Nat) w)
structure UInt8 where
  ofBitVec ::
  toBitVec : BitVec 8
structure UInt16 where
  ofBitVec ::
  toBitVec : BitVec 16
structure UInt32 where
  ofBitVec ::
  toBitVec : BitVec 32
structure UInt64 where
  ofBitVec ::
  toBitVec : BitVec 64
