example (a b : Bool) : (a && b) = (b && a) := by cases a <;> cases b <;> rfl
example : ∀ a b : Bool, (a || b) = (b || a) := by decide
example : ∃ a b : Bool, (a && !b) = true := by decide
example (a b : Bool) : (!a && !b) = !(a || b) := by simp
example (a b : Bool) (h : (a && b) = true) : b = true := by simp at h; exact h.2
example (a b : Bool) (h : (a || b) = false) : a = false := by simp at h; exact h.1
example (a b : Bool) (h : a ≠ b) : a = !b := by cases a <;> cases b <;> simp_all
example (a : Bool) (h : ¬a) : a = false := by simpa using h
example (a : Bool) : a = true ∨ a = false := Bool.eq_false_or_eq_true a
example (a b : Bool) : a && b ↔ a ∧ b := by simp
example (a b : Bool) : (a == b) = true ↔ a = b := by simp
example (a : Bool) : (a == true) = a := by simp
example (a b : Bool) : (a ^^ b) = (b ^^ a) := Bool.xor_comm a b
example (a : Bool) : (a ^^ a) = false := by simp
example (p : Prop) [Decidable p] : decide p = true ↔ p := by simp
example (p q : Prop) [Decidable p] [Decidable q] : decide (p ∧ q) = (decide p && decide q) := by
  simp
example (m n : Nat) (h : m == n) : m = n := by simpa using h
example (m n : Nat) (h : m ≠ n) : (m == n) = false := by simp [h]
example (f : Bool → Bool) (x : Bool) : f (f (f x)) = f x := by
  cases x <;> cases h₁ : f true <;> cases h₂ : f false <;> simp [h₁, h₂]
example (a : Bool) : (if a then 1 else 2) ≤ 2 := by split <;> decide
example (a b : Bool) : (if a then b else false) = (a && b) := by cases a <;> simp
example (a : Bool) (h : a = true) : (match a with | true => 1 | false => 2) = 1 := by
  split
  · rfl
  · contradiction
example (h : true = false) : 1 = 2 := by contradiction
example (h : true = false) : 1 = 2 := by injection h
example (a : Bool) (h : a = true) (h' : a = false) : False := by simp_all
example (a : Bool) (h : a = true) (h' : a = false) : False := by subst h; cases h'
