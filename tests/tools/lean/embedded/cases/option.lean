example (f : Nat → Option Nat) : none.bind f = none := by simp
example (x : Option Nat) : x.map id = x := by cases x <;> simp
example (x : Option Nat) (f g : Nat → Nat) : (x.map f).map g = x.map (g ∘ f) := by simp
example (x : Option Nat) (f : Nat → Nat) (h : x.map f = some 3) : x.isSome := by
  simp at h
  obtain ⟨a, ha, _⟩ := h
  simp [ha]
example (x : Option Nat) : (x.bind fun a => some a) = x := by simp
example : (do let x ← some 3; let y ← some 4; pure (x + y)) = some 7 := rfl
example (x y : Option Nat) (h : (do let a ← x; let b ← y; return a + b) = none) :
    x = none ∨ y = none := by
  cases x with
  | none => exact .inl rfl
  | some a =>
    cases y with
    | none => exact .inr rfl
    | some b => simp at h
example (x : Option Nat) : (none <|> x) = x := by simp
example : (some 3 <|> none) = some 3 := rfl
example : ((· + 1) <$> some 3) = some 4 := by simp
example : (some 3 >>= fun x => some (x + 1)) = some 4 := by simp
example (a b : Nat) (h : some a = some b) : a = b := by injection h
example (a b : Nat) (h : some a = some b) : a = b := by simpa using h
example (a b : Nat) (h : some a = some b) : a = b := by cases h; rfl
example (a : Nat) (h : some a = none) : False := by simp at h
example (a : Nat) (h : some a = none) : False := by cases h
example (a : Nat) (h : some a = none) : False := nomatch h
example (a : Nat) : some a ≠ none := by simp
example (o : Option Nat) : (match o with | some x => x | none => 0) = o.getD 0 := by split <;> rfl
example (o : Option Nat) (h : o ≠ none) : ∃ x, o = some x := by
  rcases o with _ | x
  · exact absurd rfl h
  · exact ⟨x, rfl⟩
example (o : Option Nat) (h : o.isSome) : o.isNone = false := by simp [h]
example (o o' : Option Nat) (h : ∀ a, o = some a ↔ o' = some a) : o = o' := by
  ext a
  exact h a
example (p : Nat → Bool) (a b : Nat) (h : (some a).filter p = some b) : p b := by
  simp at h
  exact h.1 ▸ h.2
example (a : Nat) : a ∈ some a := by simp
example (o : Option Nat) (a b : Nat) (ha : a ∈ o) (hb : b ∈ o) : a = b := Option.mem_unique ha hb
example : some 3 ≠ some 4 := by decide
example : (some 3 == none) = false := by decide
example (a b : Nat) : (some a == some b) = true ↔ a = b := by simp
