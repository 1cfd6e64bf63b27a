"""Readable goals for a tree that Lean printed raw.

The InfoTree prints every term and, for every tactic, several times the goals; readable printing of
that takes Lean many times as long as elaborating. So the tree is printed raw, which is cheap, and
each goal once readable: a second text has ``trace_state`` before every tactic, on a line of its
own so that what follows keeps its column. A trace says how often its tactic ran and with which
goals, in the order of the runs; so does the raw tree. What is not alike in both is not taken.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from tools.lean.declarations import Declaration
from tools.lean.messages import Message
from tools.lean.printed_goals import Goal, parse_goals
from tools.lean.source import Source
from tools.lean.structure.identities import without_metadata
from tools.lean.structure.insertions import Edited
from tools.lean.structure.runs import Run
from tools.lean.syntax import Syntax
from tools.lean.tactics import sequence_items, tactic_steps

_TREE = "[Elab.info]"
_SHOW = "trace_state;"
_CONVERSIONS = frozenset({"Tactic.Conv.convSeq1Indented", "Tactic.Conv.convSeqBracketed"})
BY = frozenset({"Term.byTactic", "Term.byTactic'"})


def insertions(source: Source, declaration: Declaration) -> list[tuple[int, str]]:
    """What to insert in a declaration's text so that its goals are shown."""
    value = declaration.value
    if value is None:
        return []
    found: list[tuple[int, str]] = []
    proof = declaration.proof
    if proof is not None and proof.kind not in BY:
        column = " " * source.column(proof.start)
        found.append((proof.start, f"by {_SHOW} exact\n{column}"))
    items = {
        item.start for node in value.walk() if not node.is_token for item in sequence_items(node)
    }
    lasts = {(one.start, one.end): first for first, one in _conversions(value)}
    endings: list[tuple[int, str]] = []
    seen: set[int] = set()
    for step in tactic_steps(value):
        node = step.node
        if (first := lasts.get((node.start, node.end))) is not None:
            column = " " * source.column(first.start)
            endings.append((node.end, f"\n{column}{_SHOW.rstrip(';')}"))
        if node.start in seen:
            continue  # the first operand of an infix combinator: shown before the whole
        seen.add(node.start)
        line = "\n" + " " * source.column(node.start)
        if node.start in items:
            found.append((node.start, f"{_SHOW}{line}"))
        else:
            found.append((node.start, f"({line}{_SHOW}{line}"))
            endings.append((node.end, ")"))
    return found + endings[::-1]  # what ends at one place: the innermost first


def conversion_ends(value: Syntax) -> frozenset[tuple[int, int]]:
    """The bytes of the last step of every ``conv``: no tactic begins with the goals it leaves."""
    return frozenset((last.start, last.end) for _, last in _conversions(value))


def _conversions(value: Syntax) -> Iterator[tuple[Syntax, Syntax]]:
    """The first and the last step of each ``conv`` sequence."""
    for node in value.walk():
        if node.kind in _CONVERSIONS and (items := sequence_items(node)):
            yield items[0], items[-1]


def shown_goals(messages: Iterable[Message], text: Edited) -> dict[int, tuple[Goal, ...]]:
    """By the place in the file where it was asked for: the goals of all runs, in their order."""
    found: dict[int, tuple[Goal, ...]] = {}
    for message in messages:
        if message.is_trace and not message.text.startswith(_TREE):
            place = text.in_file(text.source.offset(message.start))
            found[place] = found.get(place, ()) + parse_goals(message.text.split("\n"))
    return found


class Unmatched(Exception):
    """What was shown does not fit the raw tree."""


class Readable:
    """The readable goals for raw ones of one declaration."""

    def __init__(
        self,
        runs: Iterable[tuple[Run, bool]],
        ends: Collection[tuple[int, int]],
        shown: Mapping[int, Sequence[Goal]],
    ) -> None:
        """``runs`` as :func:`tools.lean.structure.runs.in_order` has them; ``ends`` are the bytes
        of the steps after which the goals were shown, too. Raises :class:`Unmatched`."""
        outermost: dict[int, int] = {}
        asked: dict[int, list[Goal]] = {}
        for run, begins in runs:
            start, end, _ = run.place
            if not begins:
                if (start, end) in ends:
                    asked.setdefault(end, []).extend(run.node.after)
            elif end >= outermost.get(start, end):
                if end > outermost.get(start, end):
                    asked[start] = []  # ours stands before the whole of what begins here
                outermost[start] = end
                asked.setdefault(start, []).extend(run.node.before)
        self._known: dict[Goal, Goal] = {}
        for start, raw in asked.items():
            told = shown.get(start, ())
            if list(map(_outline, raw)) != list(map(_outline, told)):
                raise Unmatched(f"{len(raw)} goals at {start}, of which {len(told)} were shown")
            for one, other in zip(raw, told, strict=True):
                self._known.setdefault(_plain(one), other)

    def __call__(self, goals: Iterable[Goal]) -> tuple[Goal, ...]:
        """The goals as shown. Raises :class:`Unmatched` for one that no tactic began with."""
        try:
            return tuple(self._known[_plain(goal)] for goal in goals)
        except KeyError as unknown:
            raise Unmatched(f"not shown: {unknown}") from unknown


def _plain(goal: Goal) -> Goal:
    """The raw goal without the elaborator's notes, which change while the goal does not."""
    hypotheses = tuple(map(without_metadata, goal.hypotheses))
    return replace(goal, hypotheses=hypotheses, target=without_metadata(goal.target))


def _outline(goal: Goal) -> tuple[str, bool, list[str]]:
    """What is alike in both printings: the case, the mark and the names of the hypotheses."""
    names = [name for h in goal.hypotheses for name in h.partition(" :")[0].split()]
    return goal.case, goal.is_conversion, names
