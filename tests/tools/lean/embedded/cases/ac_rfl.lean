example (a b c : Nat) : a + b + c = c + (b + a) := by ac_rfl
example (a b c d : Nat) : a * b * c * d = d * (b * c) * a := by ac_rfl
example (a b : Nat) : a + 0 + b = b + a := by ac_rfl
example (a b c : Nat) (f : Nat → Nat) : f (a + b + c) = f (c + b + a) := by ac_rfl
example (p q r : Prop) : (p ∧ q ∧ r) = ((r ∧ p) ∧ q) := by ac_rfl
example (a b c : Nat) : max a (max b c) = max c (max b a) := by ac_rfl
example (a b c : Bool) : (a && (b && c)) = (c && b && a) := by ac_rfl
example (l m n : List Nat) : l ++ (m ++ n) = l ++ m ++ n := by ac_rfl
example (a b c : Int) : a + b + c = c + (b + a) := by ac_rfl
