"""Extraction of proof trees: what Lean tells of several proofs of a file at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from tools.errors import BurnishError, LeanCrashed
from tools.lean.declarations import Declaration
from tools.lean.infotree import InfoNode, read_info_trees
from tools.lean.lean import Lean
from tools.lean.messages import Message
from tools.lean.printed_goals import Goal
from tools.lean.process import Run
from tools.lean.source import Source
from tools.lean.structure.forms import unread_form
from tools.lean.structure.join import join
from tools.lean.structure.shown import Unmatched, shown_goals
from tools.lean.structure.texts import RAW, READABLE, showing_text, traced_text
from tools.lean.structure.tree import GoalChange, ProofStep, ProofTree
from tools.lean.tactics import tactic_steps

__all__ = [
    "Drawn", "GoalChange", "NoProofTree", "ProofStep", "ProofTree", "ProofTreeTooLarge",
    "ProofTreeUnread", "draw", "draw_each",
]  # fmt: skip

_PRINTED = re.compile(r"(?:@\[[^\]]*\]\s*)*(?:private |protected )*theorem (?P<name>\S+)")
LARGEST = 5_000_000
"""Characters of a proof's goals, each shown once. Raw, Lean prints nearly thirty times as much:
1,000 accumulating `have` are half of it, and take ten seconds or more."""
_LEAST_SECONDS = 30.0
_TIMES = 10.0
_STILL = "Metrics of the source, such as length and tokens, still work."
_SHORT = 400
"""Tactics of proofs that are printed while their goals are still being shown."""


class NoProofTree(BurnishError):
    """The tree of a proof cannot be had."""


class ProofTreeTooLarge(NoProofTree):
    """Lean was stopped while it printed the goals of a proof: the states are too large to draw."""


class ProofTreeUnread(NoProofTree):
    """What this Lean prints of a proof has a form that we cannot read."""


Drawn = ProofTree | NoProofTree | LeanCrashed
"""A tree, or why there is none."""


def draw(
    lean: Lean, source: Source, declarations: Iterable[Declaration], *, readable: bool = True
) -> tuple[ProofTree, ...]:
    """The proof trees of some declarations of a file, as :func:`draw_each` makes them.

    Raises what it has in the place of a tree, of the first proof without one, and what it raises.
    """
    trees: list[ProofTree] = []
    for drawn in draw_each(lean, source, declarations, readable=readable):
        if not isinstance(drawn, ProofTree):
            raise drawn
        trees.append(drawn)
    return tuple(trees)


def draw_each(
    lean: Lean, source: Source, declarations: Iterable[Declaration], *, readable: bool = True
) -> tuple[Drawn, ...]:
    """The proof tree of each declaration, or why there is none, in two runs of Lean.

    The first shows every goal once (:mod:`tools.lean.structure.shown`), the second prints the tree
    raw; short proofs have both at the same time. The few proofs whose goals cannot be shown that
    way are printed once more, readably; that costs several times as much. Without ``readable``
    there is the second run alone: types and targets are as Lean's raw printer has them; the shape,
    the names and the identities are the same.

    A proof is too large when its goals, each shown once, are longer than ``LARGEST`` characters,
    and when Lean is stopped at a limit: of the second run, 30 seconds and ten times what the first
    took. Where Lean is stopped or crashes, those proofs are tried alone that it may have been for,
    so that one takes no other's tree away. Raises what else :meth:`tools.lean.lean.Lean.run` does.
    """
    chosen = tuple(declarations)
    if not chosen:
        return ()
    try:
        return _drawn(lean, source, chosen, readable)
    except _Stopped as stopped:
        why: Drawn = ProofTreeTooLarge(str(stopped))
        suspects = stopped.suspects
    except LeanCrashed as crash:
        why, suspects = crash, ()
    if len(chosen) == 1:
        return (why,)
    apart = {declaration.start for declaration in suspects}
    others = [declaration for declaration in chosen if declaration.start not in apart]
    made: dict[int, Drawn] = {}
    half = len(others) // 2  # should it have been none of the suspects
    for part in (others[:half], others[half:], *([suspect] for suspect in suspects)):
        made |= _by_start(part, draw_each(lean, source, part, readable=readable))
    return tuple(made[declaration.start] for declaration in chosen)


class _Stopped(Exception):
    """Lean was stopped at a limit."""

    def __init__(self, run: Run, chosen: Sequence[Declaration], suspects: Sequence[Declaration]):
        super().__init__(
            f"The goals of {_names(chosen)} are too large to be drawn: Lean was stopped at "
            f"{run.limit}. {_STILL}"
        )
        self.suspects = suspects


def _sizes(chosen: Iterable[Declaration], shown: Mapping[int, Sequence[Goal]]) -> dict[int, int]:
    """How many characters of goals were shown, by where the declaration starts."""
    return {
        d.start: sum(
            len(str(goal))
            for place, goals in shown.items()
            if d.start <= place < d.end
            for goal in goals
        )
        for d in chosen
    }


def _drawn(
    lean: Lean, source: Source, chosen: Sequence[Declaration], readable: bool
) -> tuple[Drawn, ...]:
    """Raises :class:`_Stopped`."""
    if not readable:
        run = lean.run(traced_text(source, chosen, RAW).source.text)
        if not run.complete:
            raise _Stopped(run, chosen, ())
        return tuple(_required(_joined(source, chosen, run, None)))
    text = showing_text(source, chosen)
    with _ahead(lean, source, chosen) as traced:
        run = lean.run(text.source.text)
        shown = shown_goals(run.messages, text)
        sizes = _sizes(chosen, shown)
        if not run.complete:
            raise _Stopped(run, chosen, _unfinished(chosen, sizes))
        made: dict[int, Drawn] = {
            d.start: _too_large(d, size) for d in chosen if (size := sizes[d.start]) > LARGEST
        }
        left = [declaration for declaration in chosen if declaration.start not in made]
        seconds = min(lean.seconds, _LEAST_SECONDS + _TIMES * run.seconds)
        if left:
            raw = traced(left, seconds)
            if not raw.complete:
                raise _Stopped(raw, chosen, [max(left, key=lambda d: sizes[d.start])])
            made |= _by_start(left, _joined(source, left, raw, shown))
    again = [declaration for declaration in chosen if declaration.start not in made]
    if again:
        traced_again = traced_text(source, again, READABLE).source.text
        run = lean.run(traced_again, seconds=seconds)
        if not run.complete:
            raise _Stopped(run, chosen, [max(again, key=lambda d: sizes[d.start])])
        made |= _by_start(again, _required(_joined(source, again, run, None, READABLE)))
    return tuple(made[declaration.start] for declaration in chosen)


def _by_start(chosen: Sequence[Declaration], trees: Iterable[Drawn | None]) -> dict[int, Drawn]:
    return {d.start: tree for d, tree in zip(chosen, trees, strict=True) if tree is not None}


def _required(trees: Iterable[Drawn | None]) -> Iterator[Drawn]:
    for tree in trees:
        assert tree is not None  # nothing was shown that it might not fit
        yield tree


@contextmanager
def _ahead(
    lean: Lean, source: Source, chosen: Sequence[Declaration]
) -> Iterator[Callable[[Sequence[Declaration], float], Run]]:
    """Gives the run that prints the tree of some, perhaps begun already for all of them.

    Where proofs are long, Lean is not set to print what may have to be refused.
    """
    steps = sum(1 for d in chosen if d.value is not None for _ in tactic_steps(d.value))

    def run(some: Sequence[Declaration], seconds: float) -> Run:
        return lean.run(traced_text(source, some, RAW).source.text, seconds=seconds)

    if steps > _SHORT:
        yield run
        return
    with ThreadPoolExecutor(1) as thread:
        begun = thread.submit(run, chosen, min(lean.seconds, _LEAST_SECONDS))
        yield (
            lambda some, seconds: begun.result() if len(some) == len(chosen) else run(some, seconds)
        )


def _unfinished(chosen: Sequence[Declaration], sizes: Mapping[int, int]) -> Sequence[Declaration]:
    """The proofs that Lean may have been at when it was stopped: the last of which it showed goals,
    and the next."""
    last = max((n for n, d in enumerate(chosen) if sizes[d.start]), default=0)
    return chosen[last : last + 2]


def _too_large(declaration: Declaration, size: int) -> ProofTreeTooLarge:
    """Why a proof is refused that takes Lean a minute or more to print raw."""
    return ProofTreeTooLarge(
        f"The goals of {_names([declaration])} are too large to be drawn: they are "
        f"{size / 1e6:.1f} million characters long, and {LARGEST / 1e6:g} million are the "
        f"limit. {_STILL}"
    )


def _names(chosen: Sequence[Declaration]) -> str:
    return ", ".join(declaration.name for declaration in chosen[:3] if declaration.name) or (
        "the proof"
    )


def _joined(
    source: Source,
    chosen: Sequence[Declaration],
    run: Run,
    shown: Mapping[int, Sequence[Goal]] | None,
    printing: str = RAW,
) -> list[Drawn | None]:
    """The trees, or why there is none; ``None`` for one that what was ``shown`` does not fit.

    ``run`` is of their :func:`traced_text` under the option ``printing``.
    """
    text = traced_text(source, chosen, printing)
    by_command: dict[tuple[int, int], list[InfoNode]] = {}
    for tree in read_info_trees(run.messages, text.source, text.in_file):
        by_command.setdefault((tree.start, tree.end), []).append(tree)
    terms = _terms(run.messages)
    errors = [text.in_file(text.source.offset(m.start)) for m in run.messages
              if m.severity == "error"]  # fmt: skip
    made: list[Drawn | None] = []
    for declaration in chosen:
        ours = [
            tree
            for (start, end), found in by_command.items()
            if start < declaration.end and declaration.start < end
            for tree in found
        ]
        if (unread := _unread(declaration, ours, errors)) is not None:
            made.append(unread)
            continue
        try:
            made.append(
                join(
                    source,
                    declaration,
                    ours,
                    terms.get(declaration.name),
                    shown,
                    is_readable=shown is not None or printing != RAW,
                )
            )
        except Unmatched:
            made.append(None)
    return made


def _unread(
    declaration: Declaration, trees: Iterable[InfoNode], errors: Iterable[int]
) -> ProofTreeUnread | None:
    """Why a declaration's InfoTree cannot be read; ``errors`` are the places of Lean's."""
    ours = [n for t in trees for n in t.walk() if declaration.start <= n.start < declaration.end
            or n.start < 0]  # fmt: skip
    has_tactics = declaration.value is not None and any(tactic_steps(declaration.value))
    is_sound = not any(declaration.start <= place <= declaration.end for place in errors)
    should_have_run = declaration.is_theorem and has_tactics and is_sound
    what = unread_form(ours, should_have_run=should_have_run)
    if what is None:
        return None
    return ProofTreeUnread(
        f"This Lean tells of {_names([declaration])} in a form that Burnish does not know, {what}. "
        f"{_STILL}"
    )


def _terms(messages: Iterable[Message]) -> dict[str, str]:
    """The proofs that ``#print`` showed, by full name."""
    return {
        match["name"].partition(".{")[0]: message.text
        for message in messages
        if not message.is_trace and (match := _PRINTED.match(message.text))
    }
