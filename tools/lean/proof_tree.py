"""Extraction of proof trees: what Lean tells of several proofs of a file at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from tools.errors import BurnishError
from tools.lean.declarations import Declaration
from tools.lean.infotree import OPTION, Goal, InfoNode, read_info_trees
from tools.lean.lean import Lean
from tools.lean.messages import Message
from tools.lean.process import Run
from tools.lean.source import Source
from tools.lean.structure.insertions import Edited, with_insertions
from tools.lean.structure.join import join
from tools.lean.structure.shown import Unmatched, insertions, shown_goals
from tools.lean.structure.tree import GoalChange, ProofStep, ProofTree

__all__ = ["GoalChange", "ProofStep", "ProofTree", "ProofTreeTooLarge", "draw"]

_PRINTED = re.compile(r"(?:@\[[^\]]*\]\s*)*(?:private |protected )*theorem (?P<name>\S+)")
LARGEST = 5_000_000
"""Characters of a proof's goals, each shown once. Raw, Lean prints nearly thirty times as much:
1,000 accumulating `have` are half of it, and take ten seconds or more."""
_LEAST_SECONDS = 30.0
_TIMES = 10.0
_STILL = "Metrics of the source, such as length and tokens, still work."
_RAW = "pp.raw"
_READABLE = "pp.fullNames"


class ProofTreeTooLarge(BurnishError):
    """Lean was stopped while it printed the goals of a proof: the states are too large to draw."""


def draw(
    lean: Lean, source: Source, declarations: Iterable[Declaration], *, readable: bool = True
) -> tuple[ProofTree, ...]:
    """The proof trees of some declarations of a file, in two runs of Lean.

    The first shows every goal once (:mod:`tools.lean.structure.shown`), the second prints the tree
    raw. The few proofs whose goals cannot be shown that way are printed once more, readably; that
    costs several times as much. Without ``readable`` there is the second run alone: types and
    targets are as Lean's raw printer has them; the shape, the names and the identities are the
    same.

    Raises :class:`ProofTreeTooLarge` when the goals of one proof, each shown once, are longer than
    ``LARGEST`` characters, and when Lean is stopped at a limit: of the second run, 30 seconds and
    ten times what the first took. Raises what :meth:`tools.lean.lean.Lean.run` raises.
    """
    chosen = tuple(declarations)
    if not chosen:
        return ()
    shown: Mapping[int, Sequence[Goal]] = {}
    seconds = lean.seconds
    if readable:
        text = _showing(source, chosen)
        run = _whole(lean.run(text.source.text), chosen)
        shown = shown_goals(run.messages, text)
        _check_size(chosen, shown)
        seconds = min(lean.seconds, _LEAST_SECONDS + _TIMES * run.seconds)
    trees = _joined(lean, source, chosen, shown if readable else None, seconds=seconds)
    left = tuple(d for d, tree in zip(chosen, trees, strict=True) if tree is None)
    again = (
        iter(_joined(lean, source, left, None, _READABLE, seconds=seconds)) if left else iter(())
    )
    made = (tree if tree is not None else next(again) for tree in trees)
    return tuple(tree for tree in made if tree is not None)


def _whole(run: Run, chosen: Sequence[Declaration]) -> Run:
    if not run.complete:
        raise ProofTreeTooLarge(
            f"The goals of {_names(chosen)} are too large to be drawn: Lean was stopped at "
            f"{run.limit}. {_STILL}"
        )
    return run


def _check_size(chosen: Sequence[Declaration], shown: Mapping[int, Sequence[Goal]]) -> None:
    """Raise :class:`ProofTreeTooLarge` for what takes Lean a minute or more to print raw."""
    for declaration in chosen:
        size = sum(
            len(str(goal))
            for place, goals in shown.items()
            if declaration.start <= place < declaration.end
            for goal in goals
        )
        if size > LARGEST:
            raise ProofTreeTooLarge(
                f"The goals of {_names([declaration])} are too large to be drawn: they are "
                f"{size / 1e6:.1f} million characters long, and {LARGEST / 1e6:g} million are the "
                f"limit. {_STILL}"
            )


def _names(chosen: Sequence[Declaration]) -> str:
    return ", ".join(declaration.name for declaration in chosen[:3] if declaration.name) or (
        "the proof"
    )


def _joined(
    lean: Lean,
    source: Source,
    chosen: Sequence[Declaration],
    shown: Mapping[int, Sequence[Goal]] | None,
    printing: str = _RAW,
    *,
    seconds: float,
) -> list[ProofTree | None]:
    """The trees; ``None`` for one that what was ``shown`` does not fit."""
    text = _traced(source, chosen, printing)
    run = _whole(lean.run(text.source.text, seconds=seconds), chosen)
    by_command: dict[tuple[int, int], list[InfoNode]] = {}
    for tree in read_info_trees(run.messages, text.source, text.in_file):
        by_command.setdefault((tree.start, tree.end), []).append(tree)
    terms = _terms(run.messages)
    made: list[ProofTree | None] = []
    for declaration in chosen:
        ours = [
            tree
            for (start, end), found in by_command.items()
            if start < declaration.end and declaration.start < end
            for tree in found
        ]
        try:
            made.append(
                join(
                    source,
                    declaration,
                    ours,
                    terms.get(declaration.name),
                    shown,
                    is_readable=shown is not None or printing != _RAW,
                )
            )
        except Unmatched:
            made.append(None)
    return made


def _terms(messages: Iterable[Message]) -> dict[str, str]:
    """The proofs that ``#print`` showed, by full name."""
    return {
        match["name"].partition(".{")[0]: message.text
        for message in messages
        if not message.is_trace and (match := _PRINTED.match(message.text))
    }


def _showing(source: Source, chosen: Sequence[Declaration]) -> Edited:
    """The file up to the last chosen declaration, in which the goals of the chosen are shown."""
    found: list[tuple[int, str]] = []
    for start, end in sorted({(d.command.start, d.command.end) for d in chosen}):
        found.append((start, _set(source, start, _READABLE)))
        for declaration in chosen:
            if (declaration.command.start, declaration.command.end) == (start, end):
                found += insertions(source, declaration)
        found.append((end, f"\nset_option {_READABLE} false\n"))
    return with_insertions(source, found, max(d.command.end for d in chosen))


def _traced(source: Source, chosen: Sequence[Declaration], printing: str) -> Edited:
    """The file up to the last chosen declaration, with the trace on for the chosen ones only.

    Printing goals takes Lean ten times as long as elaborating does.
    """
    names: dict[tuple[int, int], list[str]] = {}
    for declaration in chosen:
        place = (declaration.command.start, declaration.command.end)
        known = names.setdefault(place, [])
        if declaration.is_theorem and declaration.name:
            known.append(declaration.name)
    found: list[tuple[int, str]] = []
    for (start, end), printed in sorted(names.items()):
        found.append((start, _set(source, start, OPTION, printing)))
        shown = "".join(f"set_option {_RAW} true in\n#print _root_.{n}\n" for n in printed)
        found.append((end, f"\nset_option {OPTION} false\nset_option {printing} false\n{shown}"))
    return with_insertions(source, found, max(end for _, end in names))


def _set(source: Source, start: int, *options: str) -> str:
    """Turns options on; the command after it keeps its column, on which layout may depend."""
    lines = "".join(f"set_option {option} true\n" for option in options)
    return f"\n{lines}{' ' * source.column(start)}"
