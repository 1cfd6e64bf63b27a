variable (p q r : Prop)

example : p ∧ True ↔ p := by simp
example (hp : p) : p ∧ (q → q) := by simp [hp]
example (h : p ∧ q) : q ∧ p := by simp_all
example (h : p ∧ q) : q := by simpa using h.2
example (hp : p) (h : p → q) : q := by simp_all
example (a b : Nat) (h : a = b) : a + 0 = b := by simp [h]
example (a b : Nat) (h : a = b) (h' : b = 3) : a = 3 := by simp [*]
example (a b c : Nat) : a + b + c = c + b + a := by
  simp [Nat.add_comm, Nat.add_left_comm]
example (a b : Nat) (h : a + 0 = b) : a = b := by simp at h; exact h
example (a b : Nat) (h : 0 + a = b) : a = b := by simp only [Nat.zero_add] at h; exact h
example (f : Nat → Nat) (h : ∀ x, f x = x) : f (f 1) = 1 := by simp only [h]
example : ¬(p ∧ ¬p) := by simp
example : (p → False) ↔ ¬p := by simp
example (h : ¬(p ∨ q)) : ¬p := by simp at h; exact h.1
example : (if 1 = 1 then 2 else 3) = 2 := by simp
example (hp : p) [Decidable p] : (if p then 1 else 2) = 1 := by simp [hp]
example (l : List Nat) : (l ++ []).length = l.length := by simp
example : (fun x : Nat => x + 0) = id := by funext x; simp
example (x : Option Nat) (h : x = none) : x.isNone = true := by simp [h]
example (a b : Nat) (h : (a, b) = (1, 2)) : a = 1 := by simp at h; exact h.1
example (a b : Bool) (h : (a && b) = true) : a = true := by simp at h; exact h.1
example (x : Nat) : ∃ y, y = x := by simp
example (n : Nat) : n < n + 1 := by simp
example (n : Nat) (h : n ≠ n) : p := by simp at h
example (a b : Nat) (h : a = b) : b = a := by simp [h]
example (a b : Nat) : a = b ↔ b = a := by
  constructor <;> intro h <;> simp [h]
example (x y : Nat) (h : x = y) : (y, x).1 = x := by dsimp; exact h.symm
def double (n : Nat) : Nat := n + n
example (n : Nat) : double n = n + n := by simp [double]
example (n : Nat) : double n = n + n := by unfold double; rfl
example (n : Nat) : double n = n + n := by rw [double]
example (n : Nat) : double n = n + n := by simp only [double]
example (n : Nat) : double n = n + n := by delta double; rfl
example (h : p) (h' : ¬p) : q := by simp_all
example (h : p ∨ q) (hp : ¬p) : q := by simpa [hp] using h
example : ∀ x : Nat, x = x := by simp
example (a b c : Nat) (h : a ≤ b) : a + c ≤ b + c := by simp [h]
example (a b c : Nat) : a * (b + c) = a * b + a * c := by simp [Nat.mul_add]
example (s : Nat) (h : s = 1 + 1) : s = 2 := by simpa using h
example : 2 + 3 = 5 := by simp
example : 10 * 10 = 100 := by simp
example : 3 ≤ 4 := by simp
example : ¬(4 ≤ 3) := by simp
example (n : Nat) (h : n + 2 = 5) : n = 3 := by simp at h; exact h
example (a b : Nat) (h : a + 1 = b + 1) : a = b := by simpa using h
example (h : ∀ n : Nat, n > 3 → p) : p := by simpa using h 4
example (f : Nat → Nat) (hf : ∀ n, f n = 0) : (fun n => f n) = fun _ => 0 := by simp [hf]
