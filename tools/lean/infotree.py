"""Reading the InfoTree that Lean prints under ``trace.Elab.info``: what was elaborated where.

The text is a bulleted outline. A tactic's node has its syntax and the goals before and after it
below its heading; other nodes have their content in the heading itself. Parts that are not
understood are kept as text, so a version that prints more does no harm.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from tools.lean.messages import Message
from tools.lean.printed_goals import NO_GOALS, Goal, parse_goals
from tools.lean.source import Position, Source

OPTION = "trace.Elab.info"
"""The Lean option under which the tree is printed."""

_BULLET = "• "
_KIND = re.compile(r"\[(?P<kind>[A-Z][^\]\n]*)\]")
_RANGE = re.compile(
    r"@ ⟨(?P<l1>\d+), (?P<c1>\d+)⟩(?P<s1>†?!?)"
    r"-⟨(?P<l2>\d+), (?P<c2>\d+)⟩(?P<s2>†?!?)(?: @ (?P<elaborator>\S+))?$"
)
_RANGE_START = "@ ⟨"
_SYNTAX_KIND = re.compile(r"\((?P<kind>(?:«[^»]*»|[^\s()\[\]])+)")
_OLD_KINDS = {"command": "Command", "Tactic": "Tactic", "Macro expansion": "MacroExpansion"}
"""How Lean names nodes that it prints without brackets, as it did up to 2025."""
_WITHOUT_PLACE = ("MacroExpansion", "Macro expansion")


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
    children: tuple[InfoNode, ...]
    body: str = ""
    """For a tactic, the lines below its heading, as indented as they were printed."""
    indent: int = 0
    """Columns before each of them."""

    @cached_property
    def syntax_kind(self) -> str:
        """For a tactic, the kind of its syntax node; otherwise empty."""
        kind = _SYNTAX_KIND.match(self.body, self.indent)
        return kind["kind"] if kind is not None and self.kind == "Tactic" else ""

    @property
    def before(self) -> tuple[Goal, ...]:
        return self._goals[0]

    @property
    def after(self) -> tuple[Goal, ...]:
        return self._goals[1]

    @cached_property
    def _goals(self) -> tuple[tuple[Goal, ...], tuple[Goal, ...]]:
        """Read only when asked for: most nodes are those of macros, for which nobody asks."""
        before, after = (parse_goals(lines) for lines in self._sections)
        return before, after

    @cached_property
    def _sections(self) -> tuple[list[str], list[str]]:
        """The lines of the goals before and of those after; empty without their headings."""
        if self.kind != "Tactic":
            return [], []
        lines = [line[self.indent :] for line in self.body.split("\n")]
        before = _line_of("before", lines, 0)
        after = _line_of("after", lines, before + 1)
        return _section(lines[before:after], "before"), _section(lines[after:], "after")

    @property
    def has_goals(self) -> bool:
        """Whether a tactic has headings for the goals before and after it."""
        return all(self._sections)

    @property
    def unread_goals(self) -> tuple[str, ...]:
        """The text of goals, before or after, of which none was read."""
        return tuple(
            text
            for lines, goals in zip(self._sections, self._goals, strict=True)
            if not goals and (text := "\n".join(lines).strip()) not in ("", NO_GOALS)
        )

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
    after = 0
    while (at := text.find(_BULLET, after)) >= 0:
        line, after = text.rfind("\n", 0, at) + 1, at + len(_BULLET)
        indent = at - line
        # A continuation line stands two columns right of its bullet, a child's bullet does too:
        # what is deeper than that is text that happens to begin with a bullet.
        if (path and indent > path[-1].indent + 2) or text[line:at].strip(" "):
            continue
        if path:
            path[-1].end = line - 1
        while path and path[-1].indent >= indent:
            path.pop()
        kind = _KIND.match(text, after)
        node = _Open(
            indent=indent,
            kind=kind["kind"] if kind is not None else "",
            start=kind.end() if kind is not None else after,
            end=len(text),
            children=[],
        )
        (path[-1].children if path else roots).append(node)
        path.append(node)
    reader = _Reader(text, source, place)
    return tuple(reader.close(root) for root in roots)


@dataclass
class _Open:
    """A node whose extent in the text is still being found."""

    indent: int
    kind: str
    start: int
    """Where its heading begins."""
    end: int
    children: list[_Open]


class _Reader:
    """Makes nodes of one printed outline."""

    def __init__(self, text: str, source: Source, place: Callable[[int], int]) -> None:
        self._text = text
        self._source = source
        self._place = place
        self._places: dict[tuple[str, str], int] = {}

    def close(self, root: _Open) -> InfoNode:
        """The finished tree, built from the leaves up without recursion: Lean nests deeply."""
        order = [root]
        for node in order:
            order.extend(node.children)
        done: dict[int, InfoNode] = {}
        for node in reversed(order):
            children = tuple(done.pop(id(child)) for child in node.children)
            done[id(node)] = self._node(node, children)
        return done[id(root)]

    def _node(self, node: _Open, children: tuple[InfoNode, ...]) -> InfoNode:
        content, match, rest = self._heading(node)
        kind = node.kind or _old_kind(content, match)
        indent = node.indent + 2
        return InfoNode(
            kind=kind,
            content=content,
            start=self._offset(match["l1"], match["c1"]) if match is not None else -1,
            end=self._offset(match["l2"], match["c2"]) if match is not None else -1,
            synthetic=match is not None and bool(match["s1"] or match["s2"]),
            elaborator=(match["elaborator"] or "") if match is not None else "",
            children=children,
            body=self._text[rest : node.end] if kind == "Tactic" else "",
            indent=indent,
        )

    def _heading(self, node: _Open) -> tuple[str, re.Match[str] | None, int]:
        """What stands before the range, the range, and where the text goes on after it.

        A long term goes over several lines; without a range the heading is the first.
        """
        text = self._text
        start, lines = node.start, list[str]()
        first_end = node.end
        while start <= node.end:
            end = text.find("\n", start, node.end)
            end = node.end if end < 0 else end
            if not lines:
                first_end = end
            at = text.rfind(_RANGE_START, start, end)
            match = _RANGE.match(text[at:end]) if at >= 0 else None
            if match is not None:
                lines.append(text[start:at])
                return "\n".join(lines).strip(), match, end + 1
            if (node.kind or text[start:end].strip()) in _WITHOUT_PLACE:
                break
            lines.append(text[start:end])
            start = end + 1 + min(node.indent + 2, max(0, node.end - end - 1))
        return text[node.start : first_end].strip(), None, first_end + 1

    def _offset(self, line: str, column: str) -> int:
        known = self._places.get((line, column))
        if known is None:
            known = self._place(self._source.offset(Position(int(line), int(column))))
            self._places[line, column] = known
        return known


def _old_kind(content: str, match: re.Match[str] | None) -> str:
    """The kind of a node that is printed without its kind in brackets."""
    for name, kind in _OLD_KINDS.items():
        if content == name or (match is None and content.startswith(f"{name} @")):
            return kind
    is_term = match is not None and " : " in content and " := " not in content
    return "Term" if is_term and not content.startswith("[") else ""


def _line_of(word: str, body: list[str], start: int) -> int:
    """The first line with the word and nothing else but ``no goals``; the end if none has."""
    meant = (word, f"{word} {NO_GOALS}")
    return next((i for i in range(start, len(body)) if body[i].strip() in meant), len(body))


def _section(lines: list[str], word: str) -> list[str]:
    return [lines[0].removeprefix(word).strip(), *lines[1:]] if lines else []
