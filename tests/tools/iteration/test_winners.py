"""Winners and losers, each once, and as many as are wanted."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.iteration.candidate import Candidate, Item
from tools.iteration.duplicates import distinct
from tools.iteration.normal import normal_text
from tools.iteration.resampling import resampled
from tools.iteration.winners import Judged, judged


def proof(text: str, score: float = 0, *, verified: bool = True) -> Candidate:
    return Candidate(f"theorem t : P := by {text}", verified, score)


def test_winners_verify_above_the_percentile_and_the_rest_lose() -> None:
    best, better, even = proof("best", 3), proof("better", 2), proof("even", 1)
    wrong = proof("wrong", verified=False)
    found = judged(Item("t", 1, (wrong, even, best, better)), 1)
    assert found.winners == (best, better)
    assert found.losers == (even, wrong)


def test_a_winner_is_better_than_the_original_whatever_the_percentile_is() -> None:
    same, worse = proof("same", 0), proof("worse", -3)
    assert judged(Item("t", 1, (worse, same)), -2) == Judged((), (same, worse))


def test_what_lean_did_not_decide_is_taught_neither_way() -> None:
    unknown = Candidate("theorem t : P := by slow", verified=False, score=0, decided=False)
    assert judged(Item("t", 1, (unknown,)), 0) == Judged((), ())


def test_spaces_and_comments_do_not_make_a_text_another() -> None:
    assert normal_text("by\n  simp -- done\n /- or not -/ at h") == normal_text("by simp at h")
    assert normal_text("by simp at h") != normal_text("by simp at h'")
    assert normal_text('"-- no comment"') == '"-- no comment"'


def test_winners_differ_by_score_and_losers_by_text() -> None:
    short, long = proof("ok", 2), proof("ok; done", 2)
    wrong, again = proof("no", verified=False), proof("no -- really", verified=False)
    found = distinct(Judged((long, short, proof("one", 1)), (again, wrong)))
    assert found.winners == (short, proof("one", 1))
    assert [one.normal for one in found.losers] == [wrong.normal]


def test_a_loser_that_is_a_winner_with_a_comment_is_left_out() -> None:
    won, lost = proof("ok", 2), proof("ok -- so it is", 1)
    assert distinct(Judged((won,), (lost,))).losers == ()


CANDIDATES = st.integers(0, 40).map(lambda name: proof(f"tac{name}", name % 9 + 1))


@settings(max_examples=40)
@given(st.lists(CANDIDATES, unique=True), st.integers(1, 5), st.integers(0, 5), st.randoms())
def test_what_is_drawn_depends_on_the_seed_and_on_nothing_else(
    made: list[Candidate], winners: int, losers: int, chance: object
) -> None:
    given_first = Judged(tuple(made), tuple(made))
    chance.shuffle(made)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    shuffled = Judged(tuple(made), tuple(made))
    first = resampled(given_first, "t", winners, losers, seed=7)
    assert first == resampled(shuffled, "t", winners, losers, seed=7)
    assert len(first.winners) == min(winners, len(made))
    assert len(first.losers) == min(losers, len(made))
    assert set(first.winners) <= set(made)


def test_another_seed_draws_others_and_another_theorem_too() -> None:
    made = tuple(proof(f"tac{number}", number) for number in range(1, 30))
    drawn = {resampled(Judged(made, ()), "t", 4, 4, seed).winners for seed in range(20)}
    assert len(drawn) > 10
    of_another = resampled(Judged(made, ()), "u", 4, 4, 0)
    assert of_another != resampled(Judged(made, ()), "t", 4, 4, 0)


@pytest.mark.parametrize("score", [float("nan"), float("inf")])
def test_a_score_is_a_number(score: float) -> None:
    with pytest.raises(ValueError, match="score"):
        Candidate("x", verified=True, score=score)


def test_what_does_not_verify_has_no_score() -> None:
    with pytest.raises(ValueError, match="score"):
        Candidate("x", verified=False, score=1)
