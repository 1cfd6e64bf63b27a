"""The rules of a round one after the other, and the word of people."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.errors import UserInputError
from tools.iteration.candidate import Candidate, Item
from tools.iteration.modes import Mode
from tools.iteration.people import weighed
from tools.iteration.rules import Rules, Selected, select

RULES = Rules(replay="mark", rho=0.5, pi_max=0.9, gamma=50, winners=2, losers=2)


def proof(text: str, score: float | None) -> Candidate:
    return Candidate(f"theorem t : P := by {text}", score is not None, score or 0)


def texts(selected: Selected) -> list[tuple[str, str]]:
    return [(one.chosen.text[20:], one.rejected.text[20:]) for one in selected.pairs]


def test_a_round_becomes_pairs() -> None:
    hard = Item("hard", 1, (proof("win", 3), proof("meh", 1), proof("no", None)), unreadable=1)
    easy = Item("easy", 1, (proof("one", 1), proof("two", 2)))
    never = Item("never", 1, (proof("no", None), proof("nope", None)))
    selected = select([never, easy, hard, Item("nothing", 1, ())], [], RULES)
    # All scores: 3 1 0 0, 1 2, 0 0: half of them are above 0.5.
    assert selected.threshold == 0.5
    assert selected.items == 3
    assert selected.too_easy == 1
    assert texts(selected) == [("win", "meh"), ("win", "no"), ("meh", "no")]
    assert (selected.winners, selected.losers) == (2, 3)


def test_a_later_round_replays_what_improved_earlier() -> None:
    earlier = [
        Item(f"t{n}", 1, (proof(f"a{n}", n % 2 * 2.0), proof("no", None), proof("x", None)))
        for n in range(8)
    ]
    own = [Item(f"t{n}", 2, (proof(f"b{n}", 1), proof("never", None))) for n in range(8)]
    marked = select(own, earlier, RULES)
    assert (marked.items, marked.replayed, marked.dropped, marked.replaced) == (8, 4, 0, 0)
    joined = select(own, earlier, replace(RULES, replay="join", rho=0.25))
    assert (joined.replayed, joined.dropped) == (1, 3)
    replaced = select(own, earlier, replace(RULES, replay="replace", gamma=0))
    assert {one.chosen.text[20:] for one in replaced.pairs} >= {"a1", "a3", "a5", "a7", "b0"}
    more = select(own, earlier, replace(RULES, rho=0.75))
    assert (more.items, more.replayed, more.replaced) == (8, 6, 2)


WORTH = [None, None, -2, -1, 0, 1, 1, 2, 3, 4]
CANDIDATE = st.integers(0, 9).map(lambda name: proof(str(name), WORTH[name]))
ROUND = st.dictionaries(
    st.sampled_from("abcdefgh"), st.lists(CANDIDATE, max_size=6).map(tuple), max_size=8
)


@settings(max_examples=40)
@given(ROUND, ROUND, st.randoms(), st.sampled_from(["mark", "join", "replace"]))
def test_order_and_row_numbers_do_not_matter(
    first: dict[str, tuple[Candidate, ...]],
    second: dict[str, tuple[Candidate, ...]],
    chance: object,
    mode: Mode,
) -> None:
    rules = replace(RULES, replay=mode, gamma=40)
    earlier = [Item(name, 1, made) for name, made in first.items()]
    own = [Item(name, 2, made) for name, made in second.items()]
    selected = select(own, earlier, rules)
    for items in (earlier, own):
        chance.shuffle(items)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    renumbered = [
        replace(item, candidates=tuple(replace(one, attempt=99) for one in item.candidates))
        for item in own
    ]
    assert select(renumbered, earlier, rules) == selected
    for pair in selected.pairs:
        assert pair.chosen.verified
        assert pair.chosen.score > max(0, selected.threshold)
        assert pair.chosen.score > pair.rejected.score
        assert pair.chosen.normal != pair.rejected.normal


def test_a_persons_word_counts_as_much_as_is_said() -> None:
    item = Item("t", 1, (proof("terse", 3), proof("clear", 2)))
    opinions = {proof("terse", 3).normal: -1, proof("said", 1).normal: 2}
    said = [proof("said", 1), proof("unspoken", 1)]
    found = weighed(item, opinions, said, 1.5)
    assert [(one.text[20:], one.score) for one in found.candidates] == [
        ("terse", 1.5),
        ("clear", 2),
        ("said", 2.5),
    ]
    assert [one.said for one in found.candidates] == [-1.5, 0, 1.5]
    assert weighed(item, opinions, said, 0) is item
    assert weighed(item, {}, said, 1) is item


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("replay", "twice"),
        ("rho", 1.5),
        ("pi_max", -0.1),
        ("gamma", float("nan")),
        ("winners", 0),
        ("losers", -1),
        ("human_weight", float("inf")),
    ],
)
def test_settings_out_of_range_are_the_users_to_mend(setting: str, value: object) -> None:
    option = "--" + setting.replace("_", "-")
    with pytest.raises(UserInputError, match=option):
        replace(RULES, **{setting: value})  # type: ignore[arg-type]  # that is what is tried
