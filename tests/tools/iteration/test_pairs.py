"""Pairs from winners and losers."""

from __future__ import annotations

from tools.iteration.candidate import Candidate
from tools.iteration.pairs import pairs_of
from tools.iteration.winners import Judged

BEST = Candidate("best", verified=True, score=3)
GOOD = Candidate("good", verified=True, score=2)
ALSO = Candidate("also", verified=True, score=2)
POOR = Candidate("poor", verified=False, score=0)
BAD = Candidate("bad", verified=False, score=0)


def test_every_winner_with_every_loser_and_every_better_with_every_worse() -> None:
    found = pairs_of("t", Judged((BEST, GOOD), (POOR, BAD)))
    assert [(one.rule, one.chosen.text, one.rejected.text) for one in found] == [
        ("better-worse", "best", "good"),
        ("winner-loser", "best", "poor"),
        ("winner-loser", "best", "bad"),
        ("winner-loser", "good", "poor"),
        ("winner-loser", "good", "bad"),
    ]


def test_winners_of_one_worth_are_no_pair() -> None:
    assert pairs_of("t", Judged((GOOD, ALSO), ())) == ()


def test_losers_alone_teach_nothing() -> None:
    assert pairs_of("t", Judged((), (POOR, BAD))) == ()
