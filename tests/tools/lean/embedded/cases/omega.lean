example (a b : Nat) (h : a < b) : a + 1 ≤ b := by omega
example (a b : Nat) (h : a < b) (h2 : b < a) : False := by omega
example (a b c : Nat) (h : a ≤ b) (h2 : b ≤ c) : a ≤ c := by omega
example (a b c : Nat) (h : 2 * a = 2 * b) : a = b := by omega
example (a b c : Nat) : a + b + c = c + b + a := by omega
example (a b c : Nat) (h : a - b = 0) (h2 : b - a = 0) : a = b := by omega
example (a b : Nat) (h : a ≠ b) : a < b ∨ b < a := by omega
example (a b : Nat) (h : a + 2 = b + 2) : a = b := by omega
example (x : Nat) (h : x / 2 = 3) : x = 6 ∨ x = 7 := by omega
example (x : Nat) (h : x % 2 = 1) : x ≠ 4 := by omega
example (x y : Nat) (h : 3 * x + 5 * y = 7) : False := by omega
example (x y : Int) (h : 2 * x + 4 * y = 5) : False := by omega
example (x y : Int) (h : x < y) : -y < -x := by omega
example (a b : Nat) : max a b ≥ a := by omega
example (a b : Nat) (h : ¬ (a ≤ b ∧ b ≤ a)) (h2 : a = b) : False := by omega
example (x : Nat) (h : 2 ∣ x) (h1 : ¬ 2 ∣ x) : False := by omega
example (x y z : Nat) (h : x ≤ y ↔ z < 3) (h1 : z = 2) : x ≤ y := by omega
example (i n : Nat) (h : i < n) : n - 1 - i < n := by omega
theorem ax (a b : Nat) (h : a < b) : a ≤ b := by omega
example (n : Nat) (h : n % 2 = 0) : ∃ k, n = 2 * k := ⟨n / 2, by omega⟩
example (n : Nat) (h : (n : Int) = 3) : n = 3 := by omega
example (x y : Int) (h₁ : x + y > 0) (h₂ : x < 0) : y > 0 := by omega
example (a b c : Nat) (h : a < b ∧ b < c ∨ a = c ∧ b > a) : a < b := by omega
