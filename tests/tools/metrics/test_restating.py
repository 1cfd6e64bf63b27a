"""Modularity on real proofs that state one fact again and again, each time in another form."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tools.metrics import METRICS, MeasuredProof

pytestmark = pytest.mark.long
Measure = Callable[[str], dict[str, MeasuredProof]]
Form = tuple[str, str, str]

# For each fact: what is given, a proof of it, and other ways to say it: each with a proof from the
# fact `k`, and a proof of the fact from it, `l`.
FACTS: dict[str, tuple[str, str, list[Form]]] = {
    "q": (
        "(p q s : Prop) (h : p) (f : p → q)",
        "f h",
        [
            ("(fun _ : Nat => q) 3", "k", "l"),
            ("(fun x : Prop => x) q", "k", "l"),
            ("id q", "k", "l"),
            ("let x := q; x", "k", "l"),
            ("have _x := 3; q", "k", "l"),
            ("q = True", "eq_true k", "of_eq_true l"),
            ("True = q", "(eq_true k).symm", "of_eq_true l.symm"),
            ("q ↔ True", "iff_true_intro k", "l.2 trivial"),
            ("(q = True) = True", "eq_true (eq_true k)", "of_eq_true (of_eq_true l)"),
            ("q ∧ True", "⟨k, trivial⟩", "l.1"),
            ("q ∧ 0 = 0", "⟨k, rfl⟩", "l.1"),
            ("q ∧ (s → s)", "⟨k, fun x => x⟩", "l.1"),
            ("q ∧ (∀ n : Nat, 0 + n = n)", "⟨k, Nat.zero_add⟩", "l.1"),
            ("q ∧ q", "⟨k, k⟩", "l.1"),
            ("q ∨ False", ".inl k", "l.elim id False.elim"),
            ("False ∨ q ∨ False", ".inr (.inl k)", "l.elim False.elim (·.elim id False.elim)"),
            ("q ∨ q", ".inl k", "l.elim id id"),
            ("True → q", "fun _ => k", "l trivial"),
            ("0 = 0 → q", "fun _ => k", "l rfl"),
            ("¬¬q", "fun x => x k", "Classical.byContradiction l"),
            ("¬q → False", "fun x => x k", "Classical.byContradiction l"),
            ("¬q → q", "fun _ => k", "Classical.byContradiction fun x => x (l x)"),
            ("∃ _ : Nat, q", "⟨0, k⟩", "l.elim fun _ x => x"),
            ("∀ _ : Nat, q", "fun _ => k", "l 0"),
            ("PUnit.{1} → q", "fun _ => k", "l ⟨⟩"),
            ("Nonempty (PLift q)", "⟨⟨k⟩⟩", "l.elim (·.down)"),
            ("if True then q else False", "by rw [if_pos trivial]; exact k", "by simpa using l"),
            ("p → q", "fun _ => k", "l h"),
            ("p ∧ q", "⟨h, k⟩", "l.2"),
            ("q ∨ ¬p", ".inl k", "l.elim id fun x => (x h).elim"),
            ("¬(p ∧ ¬q)", "fun x => x.2 k", "Classical.byContradiction fun x => l ⟨h, x⟩"),
            ("∃ n : Nat, n = 3 ∧ q", "⟨3, rfl, k⟩", "l.elim fun _ x => x.2"),
            ("∀ n : Nat, n = 3 → q", "fun _ _ => k", "l 3 rfl"),
            ("Function.const Nat q 3", "k", "l"),
            ("optParam q k", "k", "l"),
            ("(q ∧ s) ∨ (q ∧ ¬s)", "(Classical.em s).elim (.inl ⟨k, ·⟩) (.inr ⟨k, ·⟩)",
             "l.elim (·.1) (·.1)"),
            ("(q ∨ s) ∧ (q ∨ ¬s)", "⟨.inl k, .inl k⟩",
             "l.1.elim id fun x => l.2.elim id fun y => (y x).elim"),
            ("∀ u : Prop, (q → u) → u", "fun _ x => x k", "l q id"),
            ("∃ u : Prop, u ∧ (u ↔ q)", "⟨q, k, Iff.rfl⟩", "l.elim fun _ x => x.2.1 x.1"),
            ("Nonempty {_x : Unit // q}", "⟨⟨(), k⟩⟩", "l.elim (·.2)"),
            ("cond true q False", "k", "l"),
            ("q ↔ (q ∨ ¬q)", "⟨.inl, fun _ => k⟩", "l.2 (Classical.em q)"),
            ("∀ b : Bool, b = true → q", "fun _ _ => k", "l true rfl"),
            ("(s → q) ∧ (¬s → q)", "⟨fun _ => k, fun _ => k⟩",
             "(Classical.em s).elim l.1 l.2"),
        ],
    ),
    "a < b": (
        "(a b c : Nat) (h : a ≤ c) (f : c < b)",
        "Nat.lt_of_le_of_lt h f",
        [
            ("b > a", "k", "l"),
            ("a + 1 ≤ b", "k", "l"),
            ("1 + a ≤ b", "by omega", "by omega"),
            ("a.succ ≤ b", "k", "l"),
            ("b ≥ a + 1", "k", "l"),
            ("¬b ≤ a", "Nat.not_le_of_gt k", "Nat.lt_of_not_le l"),
            ("¬a ≥ b", "Nat.not_le_of_gt k", "Nat.lt_of_not_le l"),
            ("¬b < a + 1", "by omega", "by omega"),
            ("a < b + 0", "k", "l"),
            ("0 + a < b", "by omega", "by omega"),
            ("a * 1 < b", "by omega", "by omega"),
            ("a - 0 < b", "k", "l"),
            ("a ^ 1 < b", "by simpa using k", "by simpa using l"),
            ("a + 5 < b + 5", "by omega", "by omega"),
            ("a + c < c + b", "by omega", "by omega"),
            ("Nat.lt a b", "k", "l"),
            ("Nat.le (a + 1) b", "k", "l"),
            ("decide (a < b) = true", "by simpa using k", "by simpa using l"),
            ("a < b ∧ 0 ≤ a", "⟨k, a.zero_le⟩", "l.1"),
            ("(a, b).1 < (a, b).2", "k", "l"),
            ("(a : Int) < b", "by omega", "by omega"),
            ("∃ x, x = a ∧ x < b", "⟨a, rfl, k⟩", "l.elim fun _ x => x.1 ▸ x.2"),
            ("∀ x, x = a → x < b", "fun _ x => x ▸ k", "l a rfl"),
            ("c < b ∧ a < b", "⟨f, k⟩", "l.2"),
        ],
    ),
    "a = b + 1": (
        "(a b c : Nat) (h : a = c) (f : c = b + 1)",
        "h.trans f",
        [
            ("b + 1 = a", "k.symm", "l.symm"),
            ("a = b.succ", "k", "l"),
            ("1 + b = a", "by omega", "by omega"),
            ("a + 1 = b + 2", "by omega", "by omega"),
            ("a ≠ b + 1 → False", "fun x => x k", "Decidable.byContradiction l"),
            ("(a == b + 1) = true", "by simpa using k", "by simpa using l"),
            ("(a : Int) = b + 1", "by omega", "by omega"),
            ("some a = some (b + 1)", "by rw [k]", "Option.some.inj l"),
            ("(a, 0) = (b + 1, 0)", "by rw [k]", "(Prod.mk.inj l).1"),
            ("a + 0 * c = b + 1", "by omega", "by omega"),
            ("HEq a (b + 1)", "heq_of_eq k", "eq_of_heq l"),
        ],
    ),
    "p ↔ q": (
        "(p q s : Prop) (h : p ↔ s) (f : s ↔ q)",
        "h.trans f",
        [
            ("q ↔ p", "k.symm", "l.symm"),
            ("p = q", "propext k", "Iff.of_eq l"),
            ("¬p ↔ ¬q", "not_congr k", "Classical.not_iff_not.1 l"),
            ("(p → q) ∧ (q → p)", "⟨k.1, k.2⟩", "⟨l.1, l.2⟩"),
            ("(¬q → ¬p) ∧ (¬p → ¬q)", "⟨mt k.1, mt k.2⟩",
             "⟨fun x => Classical.byContradiction fun y => l.1 y x, "
             "fun x => Classical.byContradiction fun y => l.2 y x⟩"),
        ],
    ),
    "¬p": (
        "(p q : Prop) (h : p → q) (f : ¬q)",
        "fun x => f (h x)",
        [
            ("p → False", "k", "l"),
            ("Not p", "k", "l"),
            ("p = False", "eq_false k", "of_eq_false l"),
            ("p ↔ False", "iff_false_intro k", "l.1"),
            ("¬¬¬p", "fun x => x k", "fun x => l fun y => y x"),
            ("p → q ∧ ¬q", "fun x => (k x).elim", "fun x => (l x).2 (l x).1"),
        ],
    ),
    "a ≠ b": (
        "(a b c : Nat) (h : a = c) (f : c ≠ b)",
        "h ▸ f",
        [
            ("b ≠ a", "k.symm", "l.symm"),
            ("a = b → False", "k", "l"),
            ("¬(b = a)", "k.symm", "fun x => l x.symm"),
            ("(a != b) = true", "by simpa using k", "by simpa using l"),
        ],
    ),
    "∃ x y, r x y": (
        "(r t : Nat → Nat → Prop) (h : t 1 2) (f : ∀ x y, t x y → r x y)",
        "⟨1, 2, f _ _ h⟩",
        [
            ("∃ y x, r x y", "k.elim fun x y => y.elim fun z w => ⟨z, x, w⟩",
             "l.elim fun x y => y.elim fun z w => ⟨z, x, w⟩"),
            ("¬∀ x y, ¬r x y", "fun x => k.elim fun y z => z.elim fun w v => x y w v",
             "by simpa using l"),
            ("∃ x, True ∧ ∃ y, r x y", "by simpa using k", "by simpa using l"),
            ("∃ a b, r a b", "k", "l"),
            ("∃ x y, (r x) y ∧ x = x", "by simpa using k", "by simpa using l"),
        ],
    ),
    "∀ x, r x": (
        "(r t : Nat → Prop) (h : ∀ x, t x) (f : ∀ x, t x → r x)",
        "fun x => f x (h x)",
        [
            ("∀ x, True → r x", "fun x _ => k x", "fun x => l x trivial"),
            ("∀ x (_ : Nat), r x", "fun x _ => k x", "fun x => l x 0"),
            ("¬∃ x, ¬r x", "fun x => x.elim fun y z => z (k y)", "by simpa using l"),
            ("∀ x y, x = y → r y", "fun _ y _ => k y", "fun x => l x x rfl"),
            ("∀ x, t x → r x ∧ t x", "fun x _ => ⟨k x, h x⟩", "fun x => (l x (h x)).1"),
            ("∀ x, r (x + 0)", "k", "l"),
            ("∀ x, (r ∘ id) x", "k", "l"),
        ],
    ),
}  # fmt: skip
MORE = "(v w : Nat) (e : v = 7 ∧ v = w) : w = 7"
"""What else each proof has to show: its facts are parts of its goal and do not wrap it."""
CASES = [
    (f"{fact}: {form}", given, fact, shown, form, again, back)
    for fact, (given, shown, forms) in FACTS.items()
    for form, again, back in forms
]
# Proofs that state two facts, of which neither says what the other says.
HONEST: dict[str, tuple[str, tuple[str, str], tuple[str, str]]] = {
    "two parts": ("(p q s : Prop) (h : p) (f : p → q) (g : p → s)", ("q", "f h"), ("s", "g h")),
    "each way": (
        "(p q s : Prop) (h : p ↔ s) (f : s ↔ q)",
        ("p → q", "fun x => f.1 (h.1 x)"),
        ("q → p", "fun x => h.2 (f.2 x)"),
    ),
    "two bounds": (
        "(a b c : Nat) (h : a < c) (f : c < b)",
        ("a + 1 < b", "by omega"),
        ("c + a + 1 < 2 * b", "by omega"),
    ),
    "weaker and stronger": (
        "(a b c : Nat) (h : a < c) (f : c < b)",
        ("a ≤ b", "by omega"),
        ("a + 2 ≤ b", "by omega"),
    ),
    "two instances": (
        "(r : Nat → Prop) (h : r 0) (f : ∀ x, r x → r (x + 1))",
        ("r 1", "f 0 h"),
        ("r 2", "f 1 (f 0 h)"),
    ),
    "for some and for all": (
        "(r t : Nat → Prop) (h : ∀ x, t x) (f : ∀ x, t x → r x)",
        ("∃ x, r x", "⟨0, f 0 (h 0)⟩"),
        ("∀ x, r x", "fun x => f x (h x)"),
    ),
    "a product's order": (
        "(G : Type) (m : G → G → G) (u a b : G) (h : m a u = a) "
        "(f : m a u = a → m a b = u ∧ m b a = u)",
        ("m a b = u", "(f h).1"),
        ("m b a = u", "(f h).2"),
    ),
    "about addition": (
        "(a b c : Nat) (h : a = b)",
        ("a + b = b + a", "Nat.add_comm a b"),
        ("a + b + c = a + (b + c)", "Nat.add_assoc a b c"),
    ),
}


def block(name: str, statement: str, term: str) -> str:
    return f"  have {name} : {statement} := by\n    skip\n    skip\n    exact {term}\n"


@pytest.fixture(scope="module")
def values(measured: Measure) -> dict[str, float]:
    text = ""
    for index, (_, given, fact, shown, form, again, back) in enumerate(CASES):
        text += f"theorem case{index} {given} {MORE} ∧ ({fact}) := by\n"
        text += block("k", fact, shown) + block("l", form, again)
        text += f"  exact And.intro (e.2 ▸ e.1) (And.left ⟨({back} : {fact}), And.intro k l⟩)\n"
    for index, (given, *facts) in enumerate(HONEST.values()):
        text += f"theorem honest{index} {given} {MORE} ∧ "
        text += " ∧ ".join(f"({fact})" for fact, _ in facts) + " := by\n"
        text += block("k", *facts[0]) + block("l", *facts[1]) + "  exact ⟨e.2 ▸ e.1, k, l⟩\n"
    proofs = measured(text)
    return {
        case: METRICS["modularity"].measure(proof)
        for case, proof in zip([*(c[0] for c in CASES), *HONEST], proofs.values(), strict=True)
    }


@pytest.mark.parametrize("case", [case[0] for case in CASES])
def test_a_fact_in_another_form_is_no_other_fact(case: str, values: dict[str, float]) -> None:
    assert values[case] == 1


@pytest.mark.parametrize("case", HONEST)
def test_two_facts_are_two(case: str, values: dict[str, float]) -> None:
    assert values[case] == 2
