"""Extraction of proof trees: one run of Lean that tells what several proofs of a file did."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterable

from tools.errors import BurnishError
from tools.lean.declarations import Declaration
from tools.lean.infotree import OPTION, InfoNode, read_info_trees
from tools.lean.lean import Lean
from tools.lean.messages import Message
from tools.lean.source import Source
from tools.lean.structure.join import join
from tools.lean.structure.tree import GoalChange, ProofStep, ProofTree

__all__ = ["GoalChange", "ProofStep", "ProofTree", "ProofTreeTooLarge", "draw"]

_PRINTED = re.compile(r"(?:@\[[^\]]*\]\s*)*(?:private |protected )*theorem (?P<name>\S+)")


class ProofTreeTooLarge(BurnishError):
    """Lean was stopped while it printed the goals of a proof: the states are too large to draw."""


def draw(
    lean: Lean, source: Source, declarations: Iterable[Declaration], *, readable: bool = True
) -> tuple[ProofTree, ...]:
    """The proof trees of some declarations of a file, in one run of Lean.

    Without ``readable`` types and targets are as Lean's raw printer has them, which costs little
    more than a plain check; the shape, the names and the identities are the same.

    Raises :class:`ProofTreeTooLarge` when Lean does not come to the end of it, and what
    :meth:`tools.lean.lean.Lean.run` raises.
    """
    chosen = tuple(declarations)
    if not chosen:
        return ()
    text, place = _traced(source, chosen, "pp.fullNames" if readable else "pp.raw")
    run = lean.run(text.text)
    if not run.complete:
        raise ProofTreeTooLarge(
            f"The goals of {', '.join(d.name for d in chosen[:3]) or 'the proof'} are too large "
            f"to be drawn: Lean was stopped at {run.limit}."
        )
    trees = read_info_trees(run.messages, text, place)
    terms = _terms(run.messages)
    by_command: dict[tuple[int, int], list[InfoNode]] = {}
    for tree in trees:
        by_command.setdefault((tree.start, tree.end), []).append(tree)
    return tuple(
        join(
            source,
            declaration,
            [
                tree
                for (start, end), found in by_command.items()
                if start < declaration.end and declaration.start < end
                for tree in found
            ],
            terms.get(declaration.name),
        )
        for declaration in chosen
    )


def _terms(messages: Iterable[Message]) -> dict[str, str]:
    """The proofs that ``#print`` showed, by full name."""
    return {
        match["name"].partition(".{")[0]: message.text
        for message in messages
        if not message.is_trace and (match := _PRINTED.match(message.text))
    }


def _traced(
    source: Source, chosen: Iterable[Declaration], printing: str
) -> tuple[Source, Callable[[int], int]]:
    """The file up to the last chosen declaration, with the trace on for the chosen ones only.

    Printing goals takes Lean ten times as long as elaborating does. Also gives, for an offset of
    this text, the one in the file.
    """
    pieces: list[bytes] = []
    shifts = [(0, 0)]
    done = size = 0

    def add(piece: bytes, *, ours: bool) -> None:
        nonlocal size
        pieces.append(piece)
        size += len(piece)
        if ours:
            shifts.append((size, shifts[-1][1] + len(piece)))

    names: dict[tuple[int, int], list[str]] = {}
    for declaration in chosen:
        place = (declaration.command.start, declaration.command.end)
        known = names.setdefault(place, [])
        if declaration.is_theorem and declaration.name:
            known.append(declaration.name)
    for (start, end), printed in sorted(names.items()):
        add(source.data[done:start], ours=False)
        # The command keeps its column: layout may depend on it.
        indent = " " * source.column(start)
        add(
            f"\nset_option {OPTION} true\nset_option {printing} true\n{indent}".encode(),
            ours=True,
        )
        add(source.data[start:end], ours=False)
        shown = "".join(f"set_option pp.raw true in\n#print _root_.{n}\n" for n in printed)
        closing = f"\nset_option {OPTION} false\nset_option {printing} false\n{shown}"
        add(closing.encode(), ours=True)
        done = end
    starts = [start for start, _ in shifts]

    def in_file(offset: int) -> int:
        return offset - shifts[bisect.bisect_right(starts, offset) - 1][1]

    return Source(b"".join(pieces).decode("utf-8")), in_file
