"""The rules of a round one after the other, and the word of people."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.errors import UserInputError
from tools.iteration.candidate import Candidate, Item
from tools.iteration.modes import Mode
from tools.iteration.pairs import Pair
from tools.iteration.people import weighed
from tools.iteration.rules import Rules
from tools.iteration.selection import Selection

RULES = Rules(replay="mark", rho=0.5, pi_max=0.9, gamma=50, winners=2, losers=2)


def proof(text: str, score: float | None) -> Candidate:
    return Candidate(f"theorem t : P := by {text}", score is not None, score or 0)


def select(number: int, items: list[Item], rules: Rules) -> tuple[Selection, list[Pair]]:
    """The rules on items that are at hand, of all rounds."""
    theorems = dict.fromkeys(item.theorem for item in items)
    found = Selection(
        number, theorems, lambda name: [item for item in items if item.theorem == name], rules
    )
    return found, list(found.pairs())


def texts(pairs: list[Pair]) -> list[tuple[str, str]]:
    return [(one.chosen.text[20:], one.rejected.text[20:]) for one in pairs]


def test_a_round_becomes_pairs() -> None:
    hard = Item("hard", 1, (proof("win", 3), proof("meh", 1), proof("no", None)), unreadable=1)
    easy = Item("easy", 1, (proof("one", 1), proof("two", 2)))
    never = Item("never", 1, (proof("no", None), proof("nope", None)))
    selected, pairs = select(1, [never, easy, hard, Item("nothing", 1, ())], RULES)
    # All scores: 3 1 0 0, 1 2, 0 0: half of them are above 0.5.
    assert selected.threshold == 0.5
    assert len(selected.mix.items) == 3
    assert selected.too_easy == 1
    assert texts(pairs) == [("win", "meh"), ("win", "no"), ("meh", "no")]
    assert (selected.winners, selected.losers) == (2, 3)


def test_a_later_round_replays_what_improved_earlier() -> None:
    earlier = [
        Item(f"t{n}", 1, (proof(f"a{n}", n % 2 * 2.0), proof("no", None), proof("x", None)))
        for n in range(8)
    ]
    own = [Item(f"t{n}", 2, (proof(f"b{n}", 1), proof("never", None))) for n in range(8)]
    mix = select(2, [*earlier, *own], RULES)[0].mix
    assert (len(mix.items), mix.replayed, mix.dropped, mix.replaced) == (8, 4, 0, 0)
    mix = select(2, [*earlier, *own], replace(RULES, replay="join", rho=0.25))[0].mix
    assert (mix.replayed, mix.dropped) == (1, 3)
    pairs = select(2, [*earlier, *own], replace(RULES, replay="replace", gamma=0))[1]
    assert {chosen for chosen, _ in texts(pairs)} == {
        "a1", "a3", "a5", "a7", "b0", "b2", "b4", "b6",
    }  # fmt: skip
    mix = select(2, [*earlier, *own], replace(RULES, rho=0.75))[0].mix
    assert (len(mix.items), mix.replayed, mix.replaced) == (8, 6, 2)


def test_a_theorem_that_this_round_left_out_comes_back_from_the_reservoir() -> None:
    old = Item("old", 1, (proof("good", 2), proof("bad", None)))
    own = [Item(f"t{n}", 2, (proof("x", None),)) for n in range(3)]
    selected, pairs = select(2, [old, *own], replace(RULES, rho=0.3))
    assert (selected.mix.replayed, selected.mix.replaced) == (1, 1)
    assert texts(pairs) == [("good", "bad")]
    assert (selected.winners, selected.losers) == (1, 3)


def test_each_round_replaces_others_and_draws_others() -> None:
    old = [Item(f"old{n}", 1, (proof("good", 2), proof("bad", None))) for n in range(20)]
    gone: list[frozenset[str]] = []
    drawn: list[frozenset[str]] = []
    for number in range(2, 8):
        own = [Item(f"t{n}", number, (proof("x", None),)) for n in range(30)]
        winning = tuple(proof(f"w{n}", n + 1.0) for n in range(12))
        own.append(Item("hard", number, (*winning, *(proof(f"l{n}", None) for n in range(12)))))
        selected, pairs = select(number, [*old, *own], replace(RULES, rho=0.3))
        there = {item.theorem for item in selected.mix.items}
        gone.append(frozenset({item.theorem for item in own} - there))
        drawn.append(frozenset(one.chosen.text for one in pairs if one.theorem == "hard"))
    assert len(set(gone)) == len(gone)
    assert len(set(drawn)) > 3


def test_a_theorem_with_two_items_is_taught_as_one() -> None:
    made = {
        number: tuple(proof(f"w{number}{n}", n + number / 10) for n in range(1, 7))
        + tuple(proof(f"l{number}{n}", None) for n in range(6))
        for number in (1, 2)
    }
    items = [Item("t", number, candidates) for number, candidates in made.items()]
    items += [Item(f"f{n}", 2, (proof("x", None),)) for n in range(4)]
    selected, pairs = select(2, items, RULES)
    assert [item.round for item in selected.mix.items if item.theorem == "t"] == [1, 2]
    assert (selected.winners, len({one.chosen.text for one in pairs})) == (2, 2)
    assert len({one.rejected.text for one in pairs if not one.rejected.verified}) == 2
    assert len(pairs) == 5


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
    items = [Item(name, 1, made) for name, made in first.items()]
    items += [Item(name, 2, made) for name, made in second.items()]
    selected, pairs = select(2, items, rules)
    renumbered = [
        replace(item, candidates=tuple(replace(one, attempt=99) for one in item.candidates))
        for item in items
    ]
    chance.shuffle(renumbered)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    again, same = select(2, renumbered, rules)
    assert same == pairs
    assert again.mix == selected.mix
    for theorem in {one.theorem for one in pairs}:
        taught = [one for one in pairs if one.theorem == theorem]
        assert len({one.chosen.text for one in taught}) <= RULES.winners
        assert (
            len({one.rejected.text for one in taught if one.rule == "winner-loser"}) <= RULES.losers
        )
    for pair in pairs:
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
    assert [one.improved for one in found.candidates] == [True, True, True]
    worse = weighed(Item("t", 1, (proof("long", -1),)), {proof("long", -1).normal: 1}, [], 5)
    assert (worse.candidates[0].score, worse.figures.improved) == (4, False)
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
