def remaining (a b : Nat) : Option Nat := if b = 0 then none else some (a - b)
theorem remaining_zero (a : Nat) : remaining a 0 = none := by simp [remaining]
theorem remaining_some (a b : Nat) (h : b ≠ 0) : (remaining a b).isSome := by simp [remaining, h]
theorem eq_zero_of_remaining (a b : Nat) : (remaining a b).isNone → b = 0 := by
  unfold remaining
  split
  · intro _; assumption
  · intro h; simp at h

inductive Expr where
  | lit (n : Nat)
  | add (a b : Expr)
  deriving DecidableEq, BEq
def Expr.eval : Expr → Option Nat
  | lit n => some n
  | add a b => do
    let x ← a.eval
    let y ← b.eval
    return x + y
theorem Expr.eval_isSome (e : Expr) : e.eval.isSome := by
  induction e with
  | lit n => rfl
  | add a b iha ihb =>
    rw [Option.isSome_iff_exists] at *
    obtain ⟨x, hx⟩ := iha
    obtain ⟨y, hy⟩ := ihb
    exact ⟨x + y, by simp [eval, hx, hy]⟩

def total : List Nat → Nat
  | [] => 0
  | x :: xs => x + total xs
theorem total_append (a b : List Nat) : total (a ++ b) = total a + total b := by
  induction a with
  | nil => simp [total]
  | cons x xs ih => simp [total, ih, Nat.add_assoc]
theorem total_eq_sum (l : List Nat) : total l = l.sum := by
  induction l with
  | nil => rfl
  | cons x xs ih => rw [total, List.sum_cons, ih]
theorem count_by_fold (l : List Nat) : l.foldl (fun n _ => n + 1) 0 = l.length := by
  have h : ∀ n, l.foldl (fun n _ => n + 1) n = n + l.length := by
    induction l with
    | nil => intro n; rfl
    | cons a l ih => intro n; simp [ih, Nat.add_assoc, Nat.add_comm 1]
  simpa using h 0
theorem length_filterMap (l : List Nat) (f : Nat → Option Nat) :
    (l.filterMap f).length ≤ l.length := by
  induction l with
  | nil => simp
  | cons a l ih =>
    simp only [List.filterMap_cons]
    split
    · exact Nat.le_succ_of_le ih
    · simpa using ih
theorem one_of_two (x : Nat) (h : x ∈ [1, 2]) : x = 1 ∨ x = 2 := by
  cases h with
  | head => left; rfl
  | tail _ h => cases h with
    | head => right; rfl
    | tail _ h => cases h
theorem lookup (l : List (Nat × Nat)) (a b : Nat) (h : (a, b) ∈ l) : a ∈ l.map Prod.fst := by
  simp
  exact ⟨b, h⟩
