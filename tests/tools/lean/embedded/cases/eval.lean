#eval (3 : Nat) + 4
#eval [1, 2, 3].map (· + 1)
#eval (5 : Int) - 7
#eval "abc"
#eval (1, true)
#eval some 3
inductive Weekday | sunday | monday deriving Repr
#eval Weekday.sunday
structure Point (α : Type u) where
  x : α
  y : α
  deriving Repr
#eval Point.x (Point.mk 10 20)
#eval Point.mk 10 20
def fib : Nat → Nat | 0 => 0 | 1 => 1 | n+2 => fib n + fib (n+1)
#eval fib 20
#eval decide (3 < 4)
#eval 3 < 4
