"""What searches tell from their threads, and what is read of it meanwhile."""

from __future__ import annotations

from dataclasses import replace

import structlog

from agents.runtime import Progress
from flows.service.board import Board, CollectBoard
from tests.flows.service.material import RESULT


def progress(theorem: str, candidates: int) -> Progress:
    return Progress(theorem, 1, candidates, "length", (-4.0,), (-1.0,))


def begin(board: Board, session: str, theorems: int) -> None:
    with structlog.contextvars.bound_contextvars(session=session):
        board.total(theorems)


def test_candidates_are_counted_once_for_each_theorem() -> None:
    board = Board()
    begin(board, "one", 2)
    board.advanced(progress("a", 10))
    board.advanced(progress("a", 25))
    board.advanced(progress("b", 5))
    board.done(replace(RESULT, theorem="a", candidates=30))
    now = board.standing()
    assert (now.total, now.done, now.improved) == (2, 1, 1)
    assert (now.candidates, now.fresh) == (35, 35)
    assert now.sessions == ("one",)


def test_what_is_recalled_is_not_fresh() -> None:
    board = Board()
    begin(board, "one", 1)
    board.done(replace(RESULT, candidates=30))
    board.recalled("two", [replace(RESULT, candidates=12)])
    board.recalled("two", [replace(RESULT, candidates=12)])
    now = board.standing()
    assert (now.total, now.done, now.candidates, now.fresh) == (2, 2, 42, 0)
    assert now.sessions == ("one", "two")


def test_another_try_begins_anew() -> None:
    board = Board()
    begin(board, "one", 3)
    board.done(RESULT)
    board.restart()
    assert board.standing().total is None
    begin(board, "one", 3)
    assert (board.standing().done, board.standing().sessions) == (0, ("one",))


def test_rounds_of_a_collection_count_a_theorem_once_each() -> None:
    board = CollectBoard()
    for number in (1, 2):
        board.round(number, 2, 0)
        begin(board, "one", 1)
        board.advanced(progress("a", 8))
        board.done(replace(RESULT, theorem="a", candidates=8))
    now = board.standing()
    assert (now.total, now.done, now.candidates, now.sessions) == (2, 2, 16, ("one",))
    assert now.describe().startswith("round 2 of 2: 2 of 2 theorems done")
