variable (p q r : Prop)

example (hp : p) : p := by exact hp
example (hp : p) : p := by assumption
example : p → q → p := by intro hp _; exact hp
example : p → q → p := by intros; assumption
example (h : p → q) (hp : p) : q := by apply h; exact hp
example (h : p → q) (hp : p) : q := by refine h ?_; exact hp
example (hp : p) (hq : q) : p ∧ q := by constructor <;> assumption
example (hp : p) (hq : q) : p ∧ q := by
  constructor
  · exact hp
  · exact hq
example (h : p ∧ q) : p := by cases h with | intro hp _ => exact hp
example (h : p ∨ q) : q ∨ p := by
  cases h with
  | inl hp => right; exact hp
  | inr hq => left; exact hq
example (h : p ∨ q) : q ∨ p := by
  cases h
  case inl hp => exact Or.inr hp
  case inr hq => exact Or.inl hq
example (h : p ∨ q) : q ∨ p := by
  rcases h with hp | hq
  · exact .inr hp
  · exact .inl hq
example (h : p ∧ q ∧ r) : r := by obtain ⟨_, _, hr⟩ := h; exact hr
example : p ∧ (q ∨ r) → (p ∧ q) ∨ (p ∧ r) := by
  rintro ⟨hp, hq | hr⟩
  · exact .inl ⟨hp, hq⟩
  · exact .inr ⟨hp, hr⟩
example : ∃ n : Nat, n = 3 := ⟨3, rfl⟩
example : ∃ n : Nat, n = 3 := by exists 3
example : ∃ n : Nat, n = 3 := by refine ⟨3, ?_⟩; rfl
example (hp : p) (hn : ¬p) : q := by contradiction
example (hp : p) (hn : ¬p) : q := by exfalso; exact hn hp
example (hp : p) (hn : ¬p) : q := absurd hp hn
example (h : p) : ¬¬p := by intro hn; exact hn h
example (h : ¬¬p) : p := by
  by_cases hp : p
  · exact hp
  · exact absurd hp h
example (h : ¬¬p) : p := Classical.byContradiction h
example (hp : p) : p := by
  have h : p := hp
  exact h
example (hp : p) (f : p → q) (g : q → r) : r := by
  have hq := f hp
  suffices h : q from g h
  exact hq
example (hp : p) : p := by show p; exact hp
example : 1 + 1 = 2 := by rfl
example : 1 + 1 = 2 := by decide
example : ¬(1 = 2) := by decide
example : True := by trivial
example (hp : p) : p ∧ True := by first | exact hp | exact ⟨hp, trivial⟩
example (hp : p) (hq : q) : p ∧ q ∧ p := by
  refine ⟨?_, ?_, ?_⟩
  all_goals assumption
example (hp : p) (hq : q) : p ∧ q := by
  constructor
  any_goals exact hp
  exact hq
example (hp : p) : p := by
  try exact absurd hp
  exact hp
example : p → p → p → p := by
  repeat intro _
  assumption
example (h : p ∧ q) : q ∧ p := by
  let ⟨hp, hq⟩ := h
  exact ⟨hq, hp⟩
example (h : p ↔ q) (hp : p) : q := h.mp hp
example (h : p ↔ q) : q ↔ p := by
  constructor
  · intro hq; exact h.mpr hq
  · intro hp; exact h.mp hp
example (h : p ↔ q) (hq : q) : p := by rw [h]; exact hq
example (h : p ↔ q) (hp : p) : q := by rwa [h] at hp
example (f : Nat → Nat) (h : ∀ x, f x = x) : f (f 2) = 2 := by rw [h, h]
example (a b : Nat) (h : a = b) : b = a := by subst h; rfl
example (a b : Nat) (h : a = b) : b = a := h ▸ rfl
example (a b c : Nat) (h₁ : a = b) (h₂ : b = c) : a = c := by
  calc
    a = b := h₁
    _ = c := h₂
example (a b : Nat) (h : Nat.succ a = Nat.succ b) : a = b := by injection h
example (a b : Nat) (h : a + 1 = b + 1) : a = b := by injection h
example (a : Nat) (h : a + 1 = 0) : p := by contradiction
example (a : Nat) (h : a + 1 = 0) : p := by cases h
example (a : Nat) (h : a + 1 = 0) : p := by nomatch h
example : ∀ x : Nat, x = x := by
  intro
  rename_i y
  exact Eq.refl y
example (f g : Nat → Nat) (h : ∀ x, f x = g x) : f = g := by funext x; exact h x
example (f g : Nat → Nat) (h : ∀ x, f x = g x) : f = g := by ext x; exact h x
example (a b : Nat × Nat) (h₁ : a.1 = b.1) (h₂ : a.2 = b.2) : a = b := by
  ext
  · exact h₁
  · exact h₂
example (h : ∀ x : Nat, x = 3 → p) : p := by
  specialize h 3 rfl
  exact h
example (a b : Nat) (h : a + b = 7) : b + a = 7 := by
  revert h
  generalize hc : a + b = c
  intro h
  rw [Nat.add_comm, hc, h]
example (hp : p) (hq : q) : p := by
  clear hq
  exact hp
example (hp : p) : p := by
  unhygienic
    exact hp
example (a b : Nat) (h : a = b) (hp : a = 2) : b = 2 := by
  rename a = b => e
  rw [← e]
  exact hp
example (hp : p) (hq : q) : p ∧ q := And.intro (by assumption) (by assumption)
example (hp : p) (hq : q) : p ∧ q := by
  apply And.intro
  case right => exact hq
  case left => exact hp
example (hp : p) (hq : q) : p ∧ q := by
  constructor
  next => exact hp
  next => exact hq
example (x : Nat) : (fun y => y + 0) x = x := by
  show x + 0 = x
  rfl
example (x y : Nat) (h : x = y) (h2 : y = 5) : x = 5 := by
  rw [h]
  assumption
example (hp : p) : p := by
  skip
  iterate 1 (skip)
  exact id hp
example (hp : p) : q → p := fun _ => hp
example : (p → q → r) → p ∧ q → r := fun h ⟨a, b⟩ => h a b
example (h : p) : p := by solve | contradiction | exact h
example (x : Nat) (h : x = 2 ∨ x = 3) : x ≤ 3 := by
  rcases h with rfl | rfl
  · decide
  · decide
example (h : ∃ x : Nat, x > 3 ∧ x = 5) : ∃ y : Nat, y = 5 := by
  obtain ⟨x, -, hx⟩ := h
  exact ⟨x, hx⟩
example (h : p ∧ q) : p := h.1
example (h : p ∧ q) : q := And.right ‹p ∧ q›
example : ∀ n : Nat, n ≤ n := by
  intro n
  exact Nat.le_refl _
example : p ∨ ¬p := by exact Classical.em p
example (a b : Nat) (h : a = b) : a + 1 = b + 1 := by congr
example (a b : Nat) (f : Nat → Nat) (h : a = b) : f a = f b := congrArg f h
example (n : Nat) (h : n ≠ 0) : 0 < n := by
  match n, h with
  | 0, h => exact absurd rfl h
  | k + 1, _ => exact Nat.succ_pos k
example (n : Nat) (h : n = 0 → False) : n ≠ 0 := by
  intro e
  exact h e
example (hp : p) (h : q → r) : (p → q) → r := by
  intro hpq
  apply h
  apply hpq
  exact hp
example (a b c : Nat) : a = b → b = c → a = c := by
  rintro rfl rfl
  rfl
example (a b : Nat) (h : b = a) : a = b := by
  symm
  exact h
example (a b c : Nat) (h : a = b) (h' : c = b) : a = c := by
  rw [h, h']
example (a b : Nat) (h : a = b) : b = a := by
  apply Eq.symm
  exact h
example (n : Nat) : n = 0 ∨ ∃ m, n = m + 1 := by
  cases n with
  | zero => exact .inl rfl
  | succ m => exact .inr ⟨m, rfl⟩
example (n : Nat) : n * 0 = 0 := by
  induction n with
  | zero => rfl
  | succ n _ => rfl
example (n m : Nat) : n + m = m + n := by
  induction n generalizing m with
  | zero => rw [Nat.zero_add, Nat.add_zero]
  | succ n ih => rw [Nat.succ_add, ih, Nat.add_succ]
example (n : Nat) : 0 ≤ n := by
  induction n using Nat.recAux
  case zero => exact Nat.le_refl 0
  case succ n ih => exact Nat.le_succ_of_le ih
