/- What the kernel computes by name is what the library defines: the defining equations, with
variables where the kernel would compute, fix each operation, and examples compare the two. -/

/-! ## The equations that fix an operation -/

example (a : Nat) : Nat.add a 0 = a := rfl
example (a b : Nat) : Nat.add a b.succ = (Nat.add a b).succ := rfl
example (a : Nat) : Nat.sub a 0 = a := rfl
example (a b : Nat) : Nat.sub a b.succ = (Nat.sub a b).pred := rfl
example : Nat.pred 0 = 0 := rfl
example (a : Nat) : Nat.pred a.succ = a := rfl
example (a : Nat) : Nat.mul a 0 = 0 := rfl
example (a b : Nat) : Nat.mul a b.succ = Nat.add (Nat.mul a b) a := rfl
example (a : Nat) : Nat.pow a 0 = 1 := rfl
example (a b : Nat) : Nat.pow a b.succ = Nat.mul (Nat.pow a b) a := rfl
example : Nat.beq 0 0 = true := rfl
example (a : Nat) : Nat.beq a.succ 0 = false := rfl
example (b : Nat) : Nat.beq 0 b.succ = false := rfl
example (a b : Nat) : Nat.beq a.succ b.succ = Nat.beq a b := rfl
example : Nat.ble 0 0 = true := rfl
example (a : Nat) : Nat.ble a.succ 0 = false := rfl
example (b : Nat) : Nat.ble 0 b.succ = true := rfl
example (a b : Nat) : Nat.ble a.succ b.succ = Nat.ble a b := rfl
example (a b : Nat) : Nat.div a b = if 0 < b ∧ b ≤ a then Nat.div (a - b) b + 1 else 0 :=
  Nat.div_eq a b
example (a b : Nat) : Nat.mod a b = if 0 < b ∧ b ≤ a then Nat.mod (a - b) b else a :=
  Nat.mod_eq a b
example (a : Nat) : Nat.shiftLeft a 0 = a := rfl
example (a b : Nat) : Nat.shiftLeft a b.succ = Nat.shiftLeft (2 * a) b := rfl
example (a : Nat) : Nat.shiftRight a 0 = a := rfl
example (a b : Nat) : Nat.shiftRight a b.succ = Nat.shiftRight a b / 2 := rfl
example : Nat.land = Nat.bitwise and := rfl
example : Nat.lor = Nat.bitwise or := rfl
example : Nat.xor = Nat.bitwise bne := rfl

theorem gcd_fuel : ∀ (f g a b : Nat), a ≤ f → a ≤ g → Nat.gcdCore f a b = Nat.gcdCore g a b
  | 0, 0, _, _, _, _ => rfl
  | 0, g + 1, a, b, hf, _ => by
    rw [Nat.gcdCore, Nat.gcdCore, if_pos (Nat.eq_zero_of_le_zero hf)]
  | f + 1, 0, a, b, _, hg => by
    rw [Nat.gcdCore, Nat.gcdCore, if_pos (Nat.eq_zero_of_le_zero hg)]
  | f + 1, g + 1, a, b, hf, hg => by
    rw [Nat.gcdCore, Nat.gcdCore]
    by_cases h : a = 0
    · rw [if_pos h, if_pos h]
    · have smaller : b % a < a := Nat.mod_lt b (Nat.pos_of_ne_zero h)
      rw [if_neg h, if_neg h, gcd_fuel f g (b % a) a (by omega) (by omega)]
theorem gcd_step (a b : Nat) : Nat.gcd a b = if a = 0 then b else Nat.gcd (b % a) a := by
  cases a with
  | zero => rfl
  | succ a =>
    have smaller : b % (a + 1) < a + 1 := Nat.mod_lt b (Nat.succ_pos a)
    rw [Nat.gcd, Nat.gcd, Nat.gcdCore, if_neg (Nat.succ_ne_zero a), if_neg (Nat.succ_ne_zero a),
      gcd_fuel a (b % (a + 1)) (b % (a + 1)) (a + 1) (by omega) (Nat.le_refl _)]

theorem bitwise_fuel (o : Bool → Bool → Bool) : ∀ (f g a b : Nat), a ≤ f → a ≤ g →
    Nat.bitwiseCore o f a b = Nat.bitwiseCore o g a b
  | 0, 0, _, _, _, _ => rfl
  | 0, g + 1, a, b, hf, _ => by
    rw [Nat.bitwiseCore, Nat.bitwiseCore, if_pos (Nat.eq_zero_of_le_zero hf)]
  | f + 1, 0, a, b, _, hg => by
    rw [Nat.bitwiseCore, Nat.bitwiseCore, if_pos (Nat.eq_zero_of_le_zero hg)]
  | f + 1, g + 1, a, b, hf, hg => by
    rw [Nat.bitwiseCore, Nat.bitwiseCore]
    by_cases h : a = 0
    · rw [if_pos h, if_pos h]
    · rw [if_neg h, if_neg h, bitwise_fuel o f g (a / 2) (b / 2) (by omega) (by omega)]
theorem bitwise_step (o : Bool → Bool → Bool) (a b : Nat) : Nat.bitwise o a b =
    if a = 0 then if o false true then b else 0
    else if b = 0 then if o true false then a else 0
    else 2 * Nat.bitwise o (a / 2) (b / 2) + if o (a % 2 = 1) (b % 2 = 1) then 1 else 0 := by
  cases a with
  | zero => rw [Nat.bitwise]; rfl
  | succ a =>
    rw [Nat.bitwise, Nat.bitwise, Nat.bitwiseCore,
      bitwise_fuel o a ((a + 1) / 2) ((a + 1) / 2) (b / 2) (by omega) (Nat.le_refl _)]

/-! ## Both ways of computing agree: the right sides are not computed by name -/

def pairs (n : Nat) (p : Nat → Nat → Bool) : Prop := ∀ a, a < n → ∀ b, b < n → p a b = true
instance (n : Nat) (p : Nat → Nat → Bool) : Decidable (pairs n p) :=
  inferInstanceAs (Decidable (∀ a, a < n → ∀ b, b < n → p a b = true))
noncomputable def add' (a : Nat) : Nat → Nat := Nat.rec a fun _ r => r.succ
noncomputable def sub' (a : Nat) : Nat → Nat := Nat.rec a fun _ r => r.pred
noncomputable def mul' (a : Nat) : Nat → Nat := Nat.rec 0 fun _ r => add' r a
noncomputable def pow' (a : Nat) : Nat → Nat := Nat.rec 1 fun _ r => mul' r a
noncomputable def half' (n : Nat) : Nat :=
  (Nat.rec (0, false) (fun _ r => (cond r.2 r.1.succ r.1, !r.2)) n : Nat × Bool).1
noncomputable def shiftLeft' (a : Nat) : Nat → Nat := Nat.rec a fun _ r => add' r r
noncomputable def shiftRight' (a : Nat) : Nat → Nat := Nat.rec a fun _ r => half' r
example : pairs 16 fun a b => Nat.beq (Nat.add a b) (add' a b) := by decide +kernel
example : pairs 16 fun a b => Nat.beq (Nat.sub a b) (sub' a b) := by decide +kernel
example : pairs 12 fun a b => Nat.beq (Nat.mul a b) (mul' a b) := by decide +kernel
example : pairs 5 fun a b => Nat.beq (Nat.pow a b) (pow' a b) := by decide +kernel
example : pairs 16 fun a b => Nat.beq (Nat.div a b) (if b = 0 then 0 else Nat.divCore b (a + 1) a) :=
  by decide +kernel
example : pairs 16 fun a b => Nat.beq (Nat.mod a b) (if b = 0 then a else Nat.modCore b (a + 1) a) :=
  by decide +kernel
example : pairs 16 fun a b => Nat.beq (Nat.gcd a b) (Nat.gcdCore a a b) := by decide +kernel
example : pairs 20 fun a b => Nat.beq (Nat.land a b) (Nat.bitwise and a b) := by decide +kernel
example : pairs 20 fun a b => Nat.beq (Nat.lor a b) (Nat.bitwise or a b) := by decide +kernel
example : pairs 20 fun a b => Nat.beq (Nat.xor a b) (Nat.bitwise bne a b) := by decide +kernel
example : pairs 7 fun a b => Nat.beq (Nat.shiftLeft a b) (shiftLeft' a b) := by decide +kernel
example : pairs 20 fun a b => Nat.beq (Nat.shiftRight a b) (shiftRight' a b) := by decide +kernel

/-! ## What they are -/

example : 12 &&& 10 = 8 := rfl
example : 12 ||| 10 = 14 := rfl
example : 12 ^^^ 10 = 6 := rfl
example : 3 <<< 4 = 48 := rfl
example : 50 >>> 3 = 6 := rfl
example : (2 ^ 100 + 5) &&& (2 ^ 100 + 6) = 2 ^ 100 + 4 := rfl
example : Nat.log2 0 = 0 := rfl
example : Nat.log2 1 = 0 := rfl
example : ∀ k, k < 8 → Nat.log2 (2 ^ k) = k ∧ Nat.log2 (2 ^ (k + 1) - 1) = k := by decide
example (a b : Nat) : a <<< b = a * 2 ^ b := Nat.shiftLeft_eq a b
example (a : Nat) : a >>> 2 = a / 2 / 2 := by
  rw [Nat.shiftRight_succ, Nat.shiftRight_succ, Nat.shiftRight_zero]
example : eagerReduce True = True := rfl

/-! ## Literals -/

example : 'a' = Char.ofNat 97 := rfl
example : (Char.ofNat 97).val.toNat = 97 := rfl
example : (Char.ofNat 0x10ffff).val.toNat = 0x10ffff := rfl
example : (Char.ofNat 0xd800).val.toNat = 0 := rfl
example : (Char.ofNat 0x110000).val.toNat = 0 := rfl
example : "ab" = String.ofList ['a', 'b'] := rfl
example : "".toList = [] := rfl
example : 'a' ≠ 'b' := fun h => absurd (congrArg (·.val.toNat) h) (by decide)
example : "a" ≠ "b" := fun h =>
  absurd (congrArg (fun s => s.toList.map (·.val.toNat)) h) (by decide)
