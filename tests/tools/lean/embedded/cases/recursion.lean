def half (n : Nat) : Nat := if n < 2 then 0 else half (n - 2) + 1
theorem half_le (n : Nat) : half n ≤ n := by
  induction n using half.induct with
  | case1 n h => unfold half; simp [h]
  | case2 n h ih => unfold half; simp [h]; omega
def ack : Nat → Nat → Nat
  | 0, n => n + 1
  | m + 1, 0 => ack m 1
  | m + 1, n + 1 => ack m (ack (m + 1) n)
termination_by m n => (m, n)
def gcd' (m n : Nat) : Nat := if h : n = 0 then m else gcd' n (m % n)
termination_by n
decreasing_by exact Nat.mod_lt _ (Nat.pos_of_ne_zero h)

def log2 (n : Nat) : Nat := if n ≤ 1 then 0 else 1 + log2 (n / 2)
def steps (n : Nat) : Nat := match n with
  | 0 => 0
  | n + 1 => steps (n / 2) + 1
example : steps 3 = 2 := by simp [steps]
def fact : Nat → Nat
  | 0 => 1
  | n + 1 => (n + 1) * fact n
example : fact 5 = 120 := by decide
example : fact 5 = 120 := by simp [fact]
theorem fact_pos (n : Nat) : 0 < fact n := by
  induction n with
  | zero => simp [fact]
  | succ n ih => exact Nat.mul_pos (Nat.succ_pos n) ih
theorem strong (p : Nat → Prop) (h : ∀ n, (∀ m, m < n → p m) → p n) (n : Nat) : p n := by
  induction n using Nat.strongRecOn with
  | ind n ih => exact h n ih
