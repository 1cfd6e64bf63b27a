"""Hashes of texts: what says the same has the same hash, what does not has another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.corpus.texts import proof_hash, statement_hash, type_hash

STATEMENT = "theorem swap {p q : Prop} (h : p ∧ q) : q ∧ p"
TYPE = "@swap : ∀ {p q : Prop} (h : And p q), And q p"


@pytest.mark.parametrize(
    "twin",
    [
        "theorem swap {p q:Prop}\n    (h : p ∧ q) :\n  q ∧ p\n",
        "/-- theorem -/\n@[simp, theorem] private theorem swap {p q : Prop} (h : p ∧ q) : q ∧ p",
        "lemma another.name {p q : Prop} (h /- by the way -/ : p ∧ q) : q ∧ p -- so",
        "protected nonrec theorem «a name» {p q : Prop} (h : p ∧ q) : q ∧ p",
    ],
)
def test_a_statement_in_other_clothes_is_the_same(twin: str) -> None:
    assert statement_hash(twin) == statement_hash(STATEMENT)


@pytest.mark.parametrize(
    "other",
    [
        "theorem swap {p q : Prop} (h : p ∧ q) : p ∧ q",
        "theorem swap {p q : Prop} (h : q ∧ p) : q ∧ p",
        "theorem swap {p q : Prop} : q ∧ p",
        "",
    ],
)
def test_another_statement_is_another(other: str) -> None:
    assert statement_hash(other) != statement_hash(STATEMENT)


def test_proofs_are_told_apart_by_their_words() -> None:
    proof = ":= by\n  intro h\n  exact h.2"
    assert proof_hash(":= by\n    intro h -- first\n    exact h.2") == proof_hash(proof)
    assert proof_hash(":= by\n  intro h\n  exact h.1") != proof_hash(proof)
    assert proof_hash("x") != statement_hash("x")


@pytest.mark.parametrize(
    "twin",
    [
        "@other : ∀ {a b : Prop} (both : And a b), And b a",
        "swap : ∀ (p q : Prop) (h : And p q), And q p",
        "@swap :\n  ∀ {p q : Prop} (h : And p q),\n    And q p",
    ],
)
def test_a_type_with_other_names_is_the_same(twin: str) -> None:
    # Lean's answer has no line breaks any more, as `tools.lean.audit` gives it.
    assert type_hash(" ".join(twin.split())) == type_hash(TYPE)


def test_another_type_is_another() -> None:
    assert type_hash("@swap : ∀ {p q : Prop} (h : And p q), And p q") != type_hash(TYPE)
    assert type_hash("@swap : ∀ {p q r : Prop} (h : And p q), And q r") != type_hash(TYPE)


@given(st.text())
def test_any_text_has_a_hash(text: str) -> None:
    assert len(statement_hash(text)) == len(proof_hash(text)) == len(type_hash(text)) == 64
