"""Reading the InfoTree that Lean prints under ``trace.Elab.info``: what was elaborated where.

The text is a bulleted outline. A tactic's node has its syntax and the goals before and after it
below its heading; other nodes have their content in the heading itself. Parts that are not
understood are kept as text, so a version that prints more does no harm.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tools.lean.messages import Message
from tools.lean.source import Position, Source

OPTION = "trace.Elab.info"
"""The Lean option under which the tree is printed."""

_BULLET = re.compile(r"(?P<indent> *)• \[(?P<kind>[^\]\n]+)\](?P<rest>.*)")
_RANGE = re.compile(
    r"(?P<content>.*?)\s?@ ⟨(?P<l1>\d+), (?P<c1>\d+)⟩(?P<s1>†?)"
    r"-⟨(?P<l2>\d+), (?P<c2>\d+)⟩(?P<s2>†?)(?: @ (?P<elaborator>\S+))?$",
    re.DOTALL,
)
_SYNTAX_KIND = re.compile(r"\((?P<kind>(?:«[^»]*»|[^\s()\[\]])+)")
_HYPOTHESIS = "⊢"
_CASE = "case "
_NO_GOALS = "no goals"


@dataclass(frozen=True)
class Goal:
    """One goal as Lean prints it."""

    case: str
    """The goal's tag; empty if it has none."""
    hypotheses: tuple[str, ...]
    """One entry a line of Lean's (``p q : Prop``); continuation lines are joined to it."""
    target: str
    """What is to be shown, without the ``⊢``."""

    def __str__(self) -> str:
        lines = [f"{_CASE}{self.case}"] if self.case else []
        return "\n".join([*lines, *self.hypotheses, f"{_HYPOTHESIS} {self.target}"])


@dataclass(frozen=True)
class InfoNode:
    """One node of the tree. Offsets are UTF-8 bytes of the file, ``-1`` where Lean gives none."""

    kind: str
    """``Tactic``, ``Term``, ``Command``, ``MacroExpansion`` ... as printed."""
    content: str
    """The heading without kind, range and elaborator: for a term, the term and its type."""
    start: int
    end: int
    synthetic: bool
    """Whether the range is that of a macro, not of text that the user wrote."""
    elaborator: str
    syntax_kind: str
    """For a tactic, the kind of its syntax node; otherwise empty."""
    before: tuple[Goal, ...]
    after: tuple[Goal, ...]
    children: tuple[InfoNode, ...]

    def walk(self) -> Iterator[InfoNode]:
        """This node and all below it, parents first."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))


def read_info_trees(
    messages: Iterable[Message], source: Source, place: Callable[[int], int] = lambda offset: offset
) -> tuple[InfoNode, ...]:
    """The trees in a run's messages, one a command, in the order of the messages.

    ``source`` is the text that Lean saw; ``place`` says where its offsets lie in the user's file.
    """
    roots: list[InfoNode] = []
    for message in messages:
        if message.is_trace and "[Elab.info]" in message.text[:200]:
            roots.extend(parse_info_tree(message.text, source, place))
    return tuple(roots)


def parse_info_tree(
    text: str, source: Source, place: Callable[[int], int] = lambda offset: offset
) -> tuple[InfoNode, ...]:
    """The roots of one printed outline."""
    roots: list[_Open] = []
    path: list[_Open] = []
    for line in text.split("\n"):
        match = _BULLET.match(line)
        # A continuation line stands two columns right of its bullet, a child's bullet does too:
        # what is deeper than that is text that happens to begin with a bullet.
        if match is not None and (not path or len(match["indent"]) <= path[-1].indent + 2):
            node = _Open(len(match["indent"]), match["kind"], match["rest"].lstrip(), [], [])
            while path and path[-1].indent >= node.indent:
                path.pop()
            (path[-1].children if path else roots).append(node)
            path.append(node)
        elif path:
            path[-1].body.append(line)
    return tuple(_close(root, source, place) for root in roots)


def parse_goals(lines: list[str]) -> tuple[Goal, ...]:
    """Goals from the lines of Lean's own printing, all without their common indentation."""
    goals: list[Goal] = []
    case, hypotheses, target = "", list[str](), list[str]()

    def finish() -> None:
        nonlocal case, hypotheses, target
        if target:
            goals.append(Goal(case, tuple(hypotheses), "\n".join(target)))
        case, hypotheses, target = "", [], []

    for line in lines:
        if not line.strip() or line.strip() == _NO_GOALS:
            continue
        if line.startswith(" "):  # goes on the line before
            if target:
                target.append(line)
            elif hypotheses:
                hypotheses[-1] += "\n" + line
            continue
        if target:
            finish()
        if line.startswith(_HYPOTHESIS):
            target = [line.removeprefix(_HYPOTHESIS).strip()]
        elif line.startswith(_CASE) and not hypotheses and " : " not in line:
            case = line.removeprefix(_CASE).strip()
        else:
            hypotheses.append(line)
    finish()
    return tuple(goals)


@dataclass
class _Open:
    """A node whose lines are still being collected."""

    indent: int
    kind: str
    heading: str
    body: list[str]
    children: list[_Open]


def _close(root: _Open, source: Source, place: Callable[[int], int]) -> InfoNode:
    """The finished tree, built from the leaves up without recursion: Lean nests deeply."""
    order = [root]
    for node in order:
        order.extend(node.children)
    done: dict[int, InfoNode] = {}
    for node in reversed(order):
        children = tuple(done.pop(id(child)) for child in node.children)
        done[id(node)] = _node(node, children, source, place)
    return done[id(root)]


def _node(
    node: _Open,
    children: tuple[InfoNode, ...],
    source: Source,
    place: Callable[[int], int],
) -> InfoNode:
    body = [line[node.indent + 2 :] for line in node.body]
    heading = node.heading
    match = _RANGE.match(heading)
    taken = 0
    while match is None and taken < len(body) and node.kind != "MacroExpansion":
        heading += "\n" + body[taken]  # a long term goes over several lines
        taken += 1
        match = _RANGE.match(heading)
    start = end = -1
    if match is not None:
        start = place(source.offset(Position(int(match["l1"]), int(match["c1"]))))
        end = place(source.offset(Position(int(match["l2"]), int(match["c2"]))))
    syntax_kind = ""
    before: tuple[Goal, ...] = ()
    after: tuple[Goal, ...] = ()
    if node.kind == "Tactic":
        syntax_kind, before, after = _tactic(body[taken:])
    return InfoNode(
        kind=node.kind,
        content=match["content"].strip() if match is not None else node.heading,
        start=start,
        end=end,
        synthetic=match is not None and bool(match["s1"] or match["s2"]),
        elaborator=(match["elaborator"] or "") if match is not None else "",
        syntax_kind=syntax_kind,
        before=before,
        after=after,
        children=children,
    )


def _tactic(body: list[str]) -> tuple[str, tuple[Goal, ...], tuple[Goal, ...]]:
    """Syntax kind and goals; ``before`` and ``after`` are words at the beginning of a line."""
    before = _line_of("before", body, 0)
    after = _line_of("after", body, before + 1)
    kind = _SYNTAX_KIND.match(body[0]) if body else None
    return (
        kind["kind"] if kind is not None else "",
        parse_goals(_section(body[before:after], "before")),
        parse_goals(_section(body[after:], "after")),
    )


def _line_of(word: str, body: list[str], start: int) -> int:
    """The first line with the word and nothing else but ``no goals``; the end if none has."""
    meant = (word, f"{word} {_NO_GOALS}")
    return next((i for i in range(start, len(body)) if body[i].strip() in meant), len(body))


def _section(lines: list[str], word: str) -> list[str]:
    return [lines[0].removeprefix(word).strip(), *lines[1:]] if lines else []
