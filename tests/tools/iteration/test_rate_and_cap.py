"""The improvement rate, and the cap on what is too easy."""

from __future__ import annotations

from tools.iteration.candidate import Candidate, Item
from tools.iteration.cap import below_cap
from tools.iteration.rate import improvement_rate

GOOD = Candidate("theorem t : True := trivial", verified=True, score=2)
SAME = Candidate("theorem t : True := by trivial", verified=True, score=0)
WRONG = Candidate("theorem t : True := rfl", verified=False, score=0)


def test_the_rate_is_the_share_of_all_that_were_drawn() -> None:
    assert improvement_rate(Item("t", 1, (GOOD, SAME, WRONG, GOOD)).figures) == 0.5


def test_answers_without_a_proof_count_among_the_candidates() -> None:
    assert improvement_rate(Item("t", 1, (GOOD,), unreadable=3).figures) == 0.25


def test_nothing_drawn_is_no_rate_of_one() -> None:
    assert improvement_rate(Item("t", 1, ()).figures) == 0


def test_the_cap_itself_is_not_too_easy() -> None:
    half = Item("half", 1, (GOOD, WRONG)).figures
    easy = Item("easy", 1, (GOOD, GOOD, WRONG)).figures
    assert below_cap([half, easy], 0.5) == (half,)
    assert below_cap([half, easy], 1.0) == (half, easy)
