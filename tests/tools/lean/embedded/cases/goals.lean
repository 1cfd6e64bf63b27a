example (p q : Prop) (x : Nat) (h : p ∧ ¬q ∨ ∃ y, y ≠ x ∧ y ≤ 2) : p ↔ q := by
  trace_state
  sorry
example (f : Nat → Nat) (l : List Nat) (h : ∀ x ∈ l, f x = x * 2 + 1) :
    f ∘ f = id ∧ (1, 2).fst < 3 ∧ [1, 2] ++ l = 1 :: l := by
  trace_state
  sorry
example (b c : Bool) (n : Nat) (h : (b && !c || true) = c) (h' : ∃ m > n, m ≥ 2) :
    (if n = 0 then 1 else 2) - n ^ 2 = 0 ∧ (b == c) = true ∧ ∀ x < n, ∃ y z, x = y + z := by
  trace_state
  sorry
example (a b : Nat) (h : a ≤ b) : a < b + 1 := by exact?
#check fun (x : Nat × Nat) => x.1
#check ∃ x, x = 3
#print axioms Classical.em
theorem by_simp (p : Prop) (h : p) : p ∧ True := by simp [h]
#print axioms by_simp
theorem by_decide : 3 < 5 := by decide
#print axioms by_decide
theorem by_nat (a b : Nat) : a + b = b + a := by rw [Nat.add_comm]
#print axioms by_nat
theorem by_sorry : 1 = 2 := sorry
#print axioms by_sorry
