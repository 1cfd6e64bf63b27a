variable {α β γ : Type}

example (l : List α) : l ++ [] = l := by simp
example (a b c : List α) : a ++ b ++ c = a ++ (b ++ c) := by simp
example (a b : List α) : (a ++ b).length = b.length + a.length := by simp [Nat.add_comm]
example (f : α → β) (g : β → γ) (l : List α) : (l.map f).map g = l.map (g ∘ f) := by simp
example (f : α → β) (l m : List α) : (l ++ m).map f = l.map f ++ m.map f := by
  induction l with
  | nil => rfl
  | cons a l ih => simp [ih]
example (l m : List α) : (l ++ m).reverse = m.reverse ++ l.reverse := by
  rw [List.reverse_append]
example (l : List α) : l.reverse.reverse = l := by simp
example (l : List α) (h : l.reverse = []) : l = [] := by simpa using h
example (l m : List α) (x : α) (h : x ∈ l) : x ∈ l ++ m := by simp [h]
example (f : α → β) (l : List α) (y : β) (h : y ∈ l.map f) : ∃ x, x ∈ l ∧ f x = y := by
  simpa using h
example (p : Nat → Prop) (a : Nat) (l : List Nat) :
    (∀ x, x ∈ a :: l → p x) ↔ p a ∧ ∀ x, x ∈ l → p x := by simp
example (p : α → Prop) (a : α) (l : List α) :
    (∃ x, x ∈ a :: l ∧ p x) ↔ p a ∨ ∃ x, x ∈ l ∧ p x := by simp
example (p : β → Prop) (f : α → β) (l : List α) :
    (∀ x, x ∈ l.map f → p x) ↔ ∀ x, x ∈ l → p (f x) := by simp
example (p : α → Bool) (l : List α) : (∀ x ∈ l, p x) ↔ l.all p := by simp
example (p : α → Bool) (l m : List α) : (l ++ m).filter p = l.filter p ++ m.filter p := by simp
example (p : α → Bool) (l : List α) (x : α) (h : x ∈ l.filter p) : p x := by
  simp at h
  exact h.2
example (p : α → Bool) (l : List α) : (l.filter p).length ≤ l.length := List.length_filter_le p l
example (l : List α) (h : l ≠ []) : ∃ a t, l = a :: t := by
  cases l with
  | nil => contradiction
  | cons a t => exact ⟨a, t, rfl⟩
example (l : List α) (h : l ≠ []) : ∃ a t, l = a :: t := by
  match l, h with
  | a :: t, _ => exact ⟨a, t, rfl⟩
example (a b : α) (l m : List α) (h : a :: l = b :: m) : l = m := by injection h
example (a b : α) (l m : List α) (h : a :: l = b :: m) : a = b := by simp at h; exact h.1
example (a : α) (l : List α) (h : a :: l = []) : False := by simp at h
example (a b c : List α) (h : a ++ b = a ++ c) : b = c := by simpa using h
example (a b c : List α) (h : b ++ a = c ++ a) : b = c := by simpa using h
example (l : List Nat) (h : [1] ++ l = [1, 2]) : l = [2] := by simpa using h
example (l : List α) (h : l.length = 0) : l = [] := by
  cases l with
  | nil => rfl
  | cons a l => simp at h
example (n : Nat) (a : α) : (List.replicate n a).length = n := by simp
example (n : Nat) (l : List α) : l.take n ++ l.drop n = l := by simp
example (l : List Nat) : l.foldr (· + ·) 0 = l.sum := rfl
example (l m : List Nat) : (l ++ m).sum = l.sum + m.sum := by simp
example (l : List α) : l.foldr (fun a as => a :: as) [] = l := by simp
example : [1, 2, 3].map (· + 1) = [2, 3, 4] := by decide
example : [1, 2, 3].filter (· > 1) = [2, 3] := by decide
example : [1, 2, 3].reverse = [3, 2, 1] := rfl
example : 2 ∈ [1, 2, 3] := by decide
example : 2 ∈ [1, 2, 3] := by simp
example : ¬5 ∈ [1, 2, 3] := by decide
example : ∀ x ∈ [1, 2, 3], x < 4 := by decide
example : ∃ x ∈ [1, 2, 3], x > 2 := by decide
example : ∃ x ∈ [1, 2, 3], x > 2 := ⟨3, by simp⟩
example : List.range 3 = [0, 1, 2] := by decide
example (n : Nat) : n ∈ List.range (n + 1) := by simp
example (x : α) (l : List α) (h : x ∈ l) : ∃ s t, l = s ++ x :: t := List.append_of_mem h
example (l : List (List α)) (x : α) (h : x ∈ l.flatten) : ∃ m, m ∈ l ∧ x ∈ m := by simpa using h
example (l : List α) : (match l with | [] => 0 | _ :: t => t.length + 1) = l.length := by
  split <;> simp

def snoc (l : List α) (a : α) : List α := match l with
  | [] => [a]
  | b :: l => b :: snoc l a
theorem snoc_eq (l : List α) (a : α) : snoc l a = l ++ [a] := by
  induction l with
  | nil => rfl
  | cons b l ih => simp [snoc, ih]

example (l : List α) (i : Nat) (h : i < l.length) : l[i]? = some l[i] := by simp [h]
example (l : List α) (i : Nat) (h : i < l.length) : l[i] ∈ l := by simp
example : [1, 2, 3][1] = 2 := rfl
example : [1, 2, 3][5]? = none := rfl
example (f : α → β) (l : List α) (i : Nat) : (l.map f)[i]? = l[i]?.map f := by simp
example (l m : List α) (h : ∀ i : Nat, l[i]? = m[i]?) : l = m := List.ext_getElem? h
