variable {α β γ : Type}

example (a b : Nat) (h : (a, b) = (1, 2)) : a = 1 ∧ b = 2 := by simpa using h
example (a b : Nat) (h : (a, b) = (1, 2)) : b = 2 := by injection h
example (a b : Nat) (h : (a, b) = (b, a)) : a = b := by cases h; rfl
example (a b : Nat) : (a, b) = (b, a) ↔ a = b := by
  simp
  intro h
  exact h.symm
example (p : α × β) : (p.1, p.2) = p := rfl
example (p : α × β) : p.swap.swap = p := by simp
example (p q : α × β) (h₁ : p.1 = q.1) (h₂ : p.2 = q.2) : p = q := by ext <;> assumption
example (p : α × β) (f : α → γ) : (Prod.map f id p).2 = p.2 := by simp
example (q : α × β → Prop) : (∀ p, q p) ↔ ∀ a b, q (a, b) := by simp
example (q : α × β → Prop) (h : ∃ p, q p) : ∃ a b, q (a, b) := by
  obtain ⟨⟨a, b⟩, h⟩ := h
  exact ⟨a, b, h⟩
example : ((1, 2) : Nat × Nat) ≠ (2, 1) := by decide
example (a b c d : Nat) : ((a, b) == (c, d)) = true ↔ a = c ∧ b = d := by simp
example (x : { n : Nat // n > 3 }) : x.val > 3 := x.property
example (x y : { n : Nat // n > 3 }) (h : x.val = y.val) : x = y := by ext; exact h
example (x y : { n : Nat // n > 3 }) (h : x.val = y.val) : x = y := Subtype.ext h
example : ∃ x : { n : Nat // n > 3 }, x.val = 5 := ⟨⟨5, by decide⟩, rfl⟩
example (s : α ⊕ β) : s.swap.swap = s := by simp
example (s : α ⊕ α) : ∃ a, s = .inl a ∨ s = .inr a := by
  rcases s with a | a
  · exact ⟨a, .inl rfl⟩
  · exact ⟨a, .inr rfl⟩
example (a : α) (b : β) (h : Sum.inl a = Sum.inr b) : False := by cases h
example (a b : α) (h : (Sum.inl a : α ⊕ β) = Sum.inl b) : a = b := by injection h
example (f : α → γ) (g : β → γ) (s : α ⊕ β) :
    s.elim f g = match s with | .inl a => f a | .inr b => g b := by cases s <;> rfl
example (x : (n : Nat) × { m : Nat // m < n }) : 0 < x.1 :=
  Nat.lt_of_le_of_lt (Nat.zero_le _) x.2.property
example (f : α → β) (g : β → γ) (x : α) : (g ∘ f) x = g (f x) := by simp
example (f : α → β) : f ∘ id = f := by simp
example (f : α → β) : id ∘ f = f := rfl
example (b : β) (a : α) : Function.const α b a = b := by simp
example (f : α → β → γ) (a : α) (b : β) : Function.uncurry f (a, b) = f a b := by simp
example (f : α × β → γ) : Function.uncurry (Function.curry f) = f := by simp
