/-
The module that every ordinary Lean file imports.
-/
prelude
import Init.List.Index
import Init.Nat.Simproc
import Init.Nat.Div
import Init.Omega.Lemmas
import Init.AC
import Init.Repr
import Init.Nat.Bounded
import Init.Nat.Bitwise
