/-
The module that every ordinary Lean file imports.
-/
prelude
import Init.Nat.Order
import Init.Option
