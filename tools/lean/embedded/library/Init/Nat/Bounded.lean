/-
Statements about all, or some, natural numbers below a bound can be decided.
-/
prelude
import Init.Nat.Order

set_option linter.unusedVariables false
namespace Nat

instance decidableBallLT : ∀ (n : Nat) (P : ∀ k, k < n → Prop) [∀ n h, Decidable (P n h)],
    Decidable (∀ n h, P n h)
  | 0, _, _ => isTrue fun k h => absurd h (Nat.not_lt_zero k)
  | n + 1, P, H =>
    match decidableBallLT n (fun k h => P k (lt_succ_of_lt h)) with
    | isFalse h => isFalse fun h' => h fun k hk => h' k (lt_succ_of_lt hk)
    | isTrue h =>
      match H n (lt_succ_self n) with
      | isFalse hn => isFalse fun h' => hn (h' n (lt_succ_self n))
      | isTrue hn => isTrue fun k hk =>
        (Nat.lt_or_eq_of_le (le_of_lt_succ hk)).elim (h k) fun e => by subst e; exact hn
instance decidableBallLE (n : Nat) (P : ∀ k, k ≤ n → Prop) [∀ n h, Decidable (P n h)] :
    Decidable (∀ n h, P n h) :=
  decidable_of_decidable_of_iff (p := ∀ (k) (h : k < succ n), P k (le_of_lt_succ h))
    ⟨fun m k h => m k (lt_succ_of_le h), fun m k h => m k (le_of_lt_succ h)⟩
instance decidableExistsLT {p : Nat → Prop} [h : DecidablePred p] :
    DecidablePred fun n => ∃ m, m < n ∧ p m
  | 0 => isFalse fun ⟨m, hm, _⟩ => Nat.not_lt_zero m hm
  | n + 1 =>
    match decidableExistsLT (p := p) n, h n with
    | isTrue hn, _ => isTrue (let ⟨m, hm, hp⟩ := hn; ⟨m, lt_succ_of_lt hm, hp⟩)
    | isFalse _, isTrue hp => isTrue ⟨n, lt_succ_self n, hp⟩
    | isFalse hn, isFalse hp => isFalse fun ⟨m, hm, hpm⟩ =>
      (Nat.lt_or_eq_of_le (le_of_lt_succ hm)).elim (fun hlt => hn ⟨m, hlt, hpm⟩)
        fun e => hp (e ▸ hpm)
end Nat
