"""The proof tree: every tactic of a proof with the goals that Lean had before and after it.

Which tactics there are comes from the syntax, what they did from the InfoTree. A tactic may run
more than once (below ``<;>``) or never (an alternative of ``first``): each has its runs.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tools.errors import BurnishError
from tools.lean.declarations import Declaration
from tools.lean.infotree import OPTION, Goal, InfoNode, read_info_trees
from tools.lean.lean import Lean
from tools.lean.source import Source
from tools.lean.syntax import Syntax
from tools.lean.tactics import TacticStep, tactic_steps


class ProofTreeTooLarge(BurnishError):
    """Lean was stopped while it printed the goals of a proof: the states are too large to draw."""


@dataclass(frozen=True)
class GoalChange:
    """One run of a tactic."""

    before: tuple[Goal, ...]
    after: tuple[Goal, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "before": [str(goal) for goal in self.before],
            "after": [str(goal) for goal in self.after],
        }


@dataclass(frozen=True)
class ProofStep:
    """One tactic, and the tactics inside its text."""

    start: int
    end: int
    """Byte offsets in the file."""
    text: str
    kind: str
    """The kind of its syntax node."""
    elaborator: str
    """What Lean ran for it; empty if it never ran."""
    is_combinator: bool
    runs: tuple[GoalChange, ...]
    children: tuple[ProofStep, ...]

    @property
    def goals_before(self) -> tuple[Goal, ...]:
        """The goals when it first ran."""
        return self.runs[0].before if self.runs else ()

    @property
    def goals_after(self) -> tuple[Goal, ...]:
        """The goals after its last run."""
        return self.runs[-1].after if self.runs else ()

    def walk(self) -> Iterator[ProofStep]:
        """This step and all inside it, in source order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def to_json(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "kind": self.kind,
            "elaborator": self.elaborator,
            "combinator": self.is_combinator,
            "start": self.start,
            "end": self.end,
            "runs": [run.to_json() for run in self.runs],
            "children": [child.to_json() for child in self.children],
        }


@dataclass(frozen=True)
class ProofTree:
    """The tactics of one declaration; none for a proof that is a bare term."""

    name: str
    start: int
    end: int
    """The declaration's bytes in the file."""
    statement: str
    """The declaration's text up to its value."""
    steps: tuple[ProofStep, ...]

    def walk(self) -> Iterator[ProofStep]:
        """All steps in source order."""
        for step in self.steps:
            yield from step.walk()

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "statement": self.statement,
            "steps": [step.to_json() for step in self.steps],
        }


def draw(lean: Lean, source: Source, declarations: Iterable[Declaration]) -> tuple[ProofTree, ...]:
    """The proof trees of some declarations of a file, in one run of Lean.

    Raises :class:`ProofTreeTooLarge` when Lean does not come to the end of it, and what
    :meth:`tools.lean.lean.Lean.run` raises.
    """
    chosen = tuple(declarations)
    if not chosen:
        return ()
    text, place = _traced(source, chosen)
    run = lean.run(text.text)
    if not run.complete:
        raise ProofTreeTooLarge(
            f"The goals of {', '.join(d.name for d in chosen[:3]) or 'the proof'} are too large "
            f"to be drawn: Lean was stopped at {run.limit}."
        )
    trees = read_info_trees(run.messages, text, place)
    return tuple(join(source, declaration, trees) for declaration in chosen)


def _traced(source: Source, chosen: Iterable[Declaration]) -> tuple[Source, Callable[[int], int]]:
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

    for start, end in sorted({(d.command.start, d.command.end) for d in chosen}):
        add(source.data[done:start], ours=False)
        # The command keeps its column: layout may depend on it.
        indent = " " * source.column(start)
        add(f"\nset_option {OPTION} true\n{indent}".encode(), ours=True)
        add(source.data[start:end], ours=False)
        add(f"\nset_option {OPTION} false\n".encode(), ours=True)
        done = end
    starts = [start for start, _ in shifts]

    def place(offset: int) -> int:
        return offset - shifts[bisect.bisect_right(starts, offset) - 1][1]

    return Source(b"".join(pieces).decode("utf-8")), place


def join(source: Source, declaration: Declaration, trees: Iterable[InfoNode]) -> ProofTree:
    """One declaration's tactics with the goals that the InfoTree has for them."""
    value = declaration.value
    statement_end = value.start if value is not None else declaration.end
    found = _tactics_by_place(trees, declaration.start, declaration.end)
    return ProofTree(
        name=declaration.name,
        start=declaration.start,
        end=declaration.end,
        statement=source.slice(declaration.start, statement_end).rstrip(),
        steps=_steps(source, value, found) if value is not None else (),
    )


_Place = tuple[int, int, str]


def _tactics_by_place(
    trees: Iterable[InfoNode], start: int, end: int
) -> dict[_Place, list[InfoNode]]:
    """The outermost tactic nodes for each range and syntax kind, in the order they ran."""
    found: dict[_Place, list[InfoNode]] = {}
    nowhere: frozenset[_Place] = frozenset()
    stack = [(tree, nowhere) for tree in reversed(list(trees))]
    while stack:
        node, around = stack.pop()
        if node.kind == "Tactic" and not node.synthetic and start <= node.start <= end:
            place = (node.start, node.end, node.syntax_kind)
            if place not in around:
                found.setdefault(place, []).append(node)
                around |= {place}
        stack.extend((child, around) for child in reversed(node.children))
    return found


def _steps(
    source: Source, value: Syntax, found: dict[_Place, list[InfoNode]]
) -> tuple[ProofStep, ...]:
    inside: dict[int, list[TacticStep]] = {}
    for step in tactic_steps(value):
        inside.setdefault(id(step.parent) if step.parent else 0, []).append(step)

    def build(step: TacticStep) -> ProofStep:
        node = step.node
        infos = found.get((node.start, node.end, node.kind), [])
        return ProofStep(
            start=node.start,
            end=node.end,
            text=source.slice(node.start, node.end),
            kind=node.kind,
            elaborator=infos[0].elaborator if infos else "",
            is_combinator=step.is_combinator,
            runs=tuple(GoalChange(info.before, info.after) for info in infos),
            children=tuple(build(child) for child in inside.get(id(step), ())),
        )

    return tuple(build(step) for step in inside.get(0, ()))
