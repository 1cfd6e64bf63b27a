"""Replay: who is eligible, what they bring, and how many of them there are in the end."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.iteration.candidate import Candidate, Figures, Item
from tools.iteration.modes import brought
from tools.iteration.replay import ease, mixed


def good(text: str, score: float = 1) -> Candidate:
    return Candidate(text, verified=True, score=score)


def bad(text: str) -> Candidate:
    return Candidate(text, verified=False, score=0)


def items(prefix: str, count: int, round_number: int = 2) -> list[Figures]:
    return [Figures(f"{prefix}{n}", round_number, (1.0,), 1) for n in range(count)]


def test_eligible_is_what_improved_in_an_earlier_round() -> None:
    improved = Figures("t", 1, (1.0, 0.0), 1)
    never = Figures("t", 2, (0.0,), 0)
    assert ease([improved, never]) == 0.25
    assert ease([never, never]) is None
    assert ease([]) is None


def test_too_many_eligible_drops_the_easiest() -> None:
    ease = {f"e{n}": n / 10 for n in range(6)}
    found = mixed([*items("f", 3), *items("e", 6)], ease, (), rho=0.25, seed=0)
    assert [one.theorem for one in found.items if one.replayed] == ["e0"]
    assert found.dropped == 5
    assert [one.theorem for one in found.items if not one.replayed] == ["f0", "f1", "f2"]


def test_too_few_eligible_replaces_frontier_items_by_reservoir_items() -> None:
    reservoir = items("e", 1, round_number=1) + items("gone", 4, round_number=1)
    ease = {one.theorem: 0.5 for one in reservoir}
    found = mixed([*items("f", 9), *items("e", 1)], ease, reservoir, rho=0.5, seed=3)
    assert len(found.items) == 10
    assert (found.replayed, found.replaced, found.dropped) == (5, 4, 0)
    assert sum(one.round == 1 for one in found.items) == 4


def test_only_what_improved_comes_back() -> None:
    never = Figures("e0", 1, (0.0,), 0)
    found = mixed([*items("f", 3)], {"e0": 0.1}, [never], rho=0.5, seed=0)
    assert found.replaced == 0


def test_a_round_of_nothing_but_eligible_theorems_stays_as_it_is() -> None:
    found = mixed(items("e", 5), {f"e{n}": 0.5 for n in range(5)}, (), rho=0.2, seed=0)
    assert len(found.items) == found.replayed == 5


def test_the_first_round_has_nothing_to_replay() -> None:
    found = mixed(items("f", 5), {}, (), rho=0.5, seed=0)
    assert found.items == tuple(items("f", 5))


@settings(max_examples=60)
@given(
    st.integers(1, 30), st.integers(0, 30), st.integers(0, 40), st.floats(0, 1), st.integers(0, 9)
)
def test_the_share_is_met_as_nearly_as_it_can_be(
    frontier: int, known: int, stored: int, rho: float, seed: int
) -> None:
    reservoir = items("r", stored, round_number=1)
    ease = {f"e{n}": n / 100 for n in range(known)} | {f"r{n}": 0.5 for n in range(stored)}
    found = mixed([*items("f", frontier), *items("e", known)], ease, reservoir, rho, seed)
    assert len(found.items) == frontier + known - found.dropped
    assert found.replayed <= rho * len(found.items) + 0.5 + 1e-6
    had_enough = known + stored >= rho * (frontier + known)
    if had_enough:
        assert found.replayed >= rho * len(found.items) - 0.5 - 1e-6
    assert not (found.dropped and found.replaced)


@settings(max_examples=20)
@given(st.permutations(items("f", 4) + items("e", 3)), st.integers(0, 3))
def test_the_order_of_the_items_does_not_matter(given_items: list[Figures], seed: int) -> None:
    reservoir = items("r", 4, round_number=1)
    ease = {f"e{n}": 0.5 for n in range(3)} | {f"r{n}": 0.5 for n in range(4)}
    for rho in (0.2, 0.8):
        found = mixed(given_items, ease, reservoir, rho, seed)
        expected = mixed(items("f", 4) + items("e", 3), ease, reservoir[::-1], rho, seed)
        assert found == expected


def test_another_seed_replaces_others() -> None:
    reservoir = items("r", 20, round_number=1)
    ease = {one.theorem: 0.5 for one in reservoir}
    found = {mixed(items("f", 20), ease, reservoir, 0.5, seed).items for seed in range(10)}
    assert len(found) == 10


@pytest.mark.parametrize("rho", [-0.1, 1.1])
def test_a_share_is_a_share(rho: float) -> None:
    with pytest.raises(ValueError, match="rho"):
        mixed([], {}, (), rho, 0)


OLD = Item("t", 1, (good("by old", 2), bad("by wrong")))
LATER = Item("t", 2, (bad("by worse"),), unreadable=1)
OWN = Item("t", 3, (good("by  old -- again", 2), good("by new", 3)))


def test_mark_brings_the_new_candidates() -> None:
    found = brought(OWN, [OLD, LATER], "mark")
    assert found.item == OWN
    assert found.unused == (OLD, LATER)


def test_join_brings_each_text_once_as_it_was_drawn_first() -> None:
    for earlier in permutations([OLD, LATER]):
        found = brought(OWN, earlier, "join")
        assert [one.text for one in found.item.candidates] == [
            "by old", "by wrong", "by worse", "by new",
        ]  # fmt: skip
        assert (found.item.round, found.item.unreadable, found.unused) == (3, 1, ())


def test_replace_brings_the_latest_round_that_improved() -> None:
    found = brought(OWN, [OLD, LATER], "replace")
    assert found.item == OLD
    assert found.unused == (LATER,)


def test_replace_keeps_the_new_where_nothing_earlier_improved() -> None:
    assert brought(OWN, [LATER], "replace").item == OWN
