"""Searches wait for their turn where somebody shares the machine with them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from flows.gating import Kind, gated, turn
from flows.optimize import Options, optimize_targets
from flows.searching import Observer

TWO = """
theorem one (p q : Prop) (hp : p) (hq : q) : p ∧ q := by
  constructor
  · exact hp
  · exact hq

theorem two (p q : Prop) (hp : p) (hq : q) : q ∧ p := by
  constructor
  · exact hq
  · exact hp
"""


def test_without_a_gate_nobody_waits() -> None:
    with turn("lean", lambda: False):
        pass


def test_every_search_goes_through_the_gate(
    lean_file: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, toolchain: object
) -> None:
    path = lean_file(TWO)
    monkeypatch.chdir(path.parent)
    monkeypatch.setenv("BURNISH_LEAN", "embedded")
    entered: list[tuple[Kind, bool]] = []
    one_at_a_time = threading.Lock()
    inside, most = 0, 0

    @contextmanager
    def gate(kind: Kind, over: Callable[[], bool]) -> Iterator[None]:
        nonlocal inside, most
        with one_at_a_time:
            entered.append((kind, over()))
            inside += 1
            most = max(most, inside)
            yield
            inside -= 1

    options = Options(None, 1, 4, 60.0, False, None)
    with gated(gate):
        outcome = optimize_targets([str(path)], options, Observer(), print)
    assert outcome.summary.finished
    assert entered == [("lean", False)] * 2
    assert most == 1
