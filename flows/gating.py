"""What a search waits for before it begins: nothing, unless others share the machine with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from typing import Literal

Kind = Literal["lean", "model"]
"""What a search uses most: processor cores, or a served model."""
Gate = Callable[[Kind, Callable[[], bool]], AbstractContextManager[object]]
"""Entered in a search's thread, and left when the search is done. What it is given last says when
waiting is no longer worth while."""

_gate: ContextVar[Gate | None] = ContextVar("gate", default=None)


@contextmanager
def gated(gate: Gate) -> Iterator[None]:
    """Let the searches that are begun from this context wait at ``gate``."""
    token = _gate.set(gate)
    try:
        yield
    finally:
        _gate.reset(token)


def turn(kind: Kind, over: Callable[[], bool]) -> AbstractContextManager[object]:
    """What a search is done inside of."""
    gate = _gate.get()
    return nullcontext() if gate is None else gate(kind, over)
