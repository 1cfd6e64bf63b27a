"""Reading the syntax trees that Lean prints under ``trace.Elab.command`` with raw printing.

Every stock Lean 4 prints the exact tree of each command it elaborates when these options are set;
each token carries its leading space, byte range and trailing space (``"":52:`a:53:" "``). The first
and the last token of a command come without them, and are placed from the command's own range; a
node or token that Lean made up carries a bare range (``392:Command.section:394``).
Nothing here guesses at Lean's grammar: what Lean parsed is what is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from tools.errors import BurnishError
from tools.lean.syntax import ATOM, IDENT, MISSING, NULL, Syntax

OPTIONS = (
    "trace.Elab.command=true",
    "pp.raw=true",
    "pp.raw.showInfo=true",
    "pp.raw.maxDepth=1000000",
)
"""The Lean options under which :func:`parse_command` can read the trace."""

_TOKEN = re.compile(
    r"""
    \s*(?:
      (?P<open>[(\[]) | (?P<close>[)\]])
    | (?P<missing><missing>)
    | (?:(?:"(?:[^"\\]|\\.)*":)?(?P<start>\d+)!?:)?
      (?: (?P<atom>"(?:[^"\\]|\\.)*") | `(?P<ident>(?:«[^»]*»|[^\s()\[\]:"«»]|\[anonymous\])+)
        | (?P<name>(?:«[^»]*»|[^\s()\[\]:"«»])+) )
      (?::(?P<end>\d+)!?(?::(?P<trail>"(?:[^"\\]|\\.)*"))?)?
    )
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r"}


class SyntaxTraceError(BurnishError):
    """Lean's trace of a command could not be read: a version that prints it differently."""


def _unquote(literal: str) -> str:
    body = literal[1:-1]
    if "\\" not in body:
        return body

    def value(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        return chr(int(code, 16)) if code else _SIMPLE.get(match[3], match[3])

    return _ESCAPE.sub(value, body)


def parse_command(
    trace: str, start: int, end: int, place: Callable[[int], int] = lambda offset: offset
) -> Syntax:
    """The tree of one command.

    ``trace`` is the message's text from the opening parenthesis of the tree on; ``start`` and
    ``end`` are the byte offsets of the command's first and last token's ends in the file, as the
    message gives them; ``place`` maps these offsets to those of the result.

    Raises :class:`SyntaxTraceError` when the text is not such a tree.
    """
    matches = _scan(trace)
    first, last, last_start = _ends(matches, start, end)
    frames: list[tuple[list[str], list[Syntax]]] = []
    for index, match in enumerate(matches):
        if match["open"]:
            frames.append(([NULL] if match["open"] == "[" else [], []))
        elif not frames:
            break
        elif match["close"]:
            names, children = frames.pop()
            node = _node(names[0] if names else NULL, children)
            if not frames:
                return node
            frames[-1][1].append(node)
        elif not frames[-1][0]:
            frames[-1][0].append(match["name"] or match[0].strip())
        elif match["missing"]:
            frames[-1][1].append(Syntax(MISSING, -1, -1))
        else:
            low = int(match["start"]) if match["start"] else -1
            high = int(match["end"]) if match["end"] else -1
            if index == first and low < 0:
                low, high = start, end if first == last else _first_end(match, start)
            elif index == last and low < 0:
                low, high = last_start, end
            if low >= 0:
                low, high = place(low), place(high)
            frames[-1][1].append(_leaf(match, low, high))
    raise SyntaxTraceError(f"Lean's syntax trace could not be read: {trace[:80]!r}.")


def _scan(trace: str) -> list[re.Match[str]]:
    """The tokens of the printed tree, up to the parenthesis that closes it."""
    matches: list[re.Match[str]] = []
    depth = position = 0
    while True:
        match = _TOKEN.match(trace, position)
        if match is None:
            near = trace[position : position + 60]
            raise SyntaxTraceError(f"Lean's syntax trace could not be read near {near!r}.")
        matches.append(match)
        position = match.end()
        if match["open"]:
            depth += 1
        elif match["close"]:
            depth -= 1
        if depth <= 0:
            return matches


def _has_text(match: re.Match[str]) -> bool:
    return match["ident"] is not None or match["atom"] not in (None, '""')


def _ends(matches: list[re.Match[str]], start: int, end: int) -> tuple[int, int, int]:
    """Indices of the first and the last token with a text, and where the last one starts."""
    texts = [index for index, match in enumerate(matches) if _has_text(match)]
    if not texts:
        return -1, -1, start
    first, last = texts[0], texts[-1]
    if first == last:
        return first, last, start
    before = matches[texts[-2]]
    if before["end"]:
        after = int(before["end"]) + len(_unquote(before["trail"] or '""').encode("utf-8"))
    else:  # only two tokens, both without a place
        after = end - len(_text(matches[last]).encode("utf-8"))
    return first, last, after


def _text(match: re.Match[str]) -> str:
    return _unquote(match["atom"]) if match["atom"] is not None else str(match["ident"])


def _first_end(match: re.Match[str], start: int) -> int:
    return start + len(_text(match).encode("utf-8"))


def _leaf(match: re.Match[str], start: int, end: int) -> Syntax:
    if match["atom"] is not None:
        return Syntax(ATOM, start, end, (), _unquote(match["atom"]))
    if match["ident"] is not None:
        return Syntax(IDENT, start, end, (), match["ident"])
    raise SyntaxTraceError(f"Lean's syntax trace has an unexpected part: {match[0]!r}.")


def _node(kind: str, children: list[Syntax]) -> Syntax:
    start = next((c.start for c in children if c.start >= 0), -1)
    end = next((c.end for c in reversed(children) if c.end >= 0), -1)
    return Syntax(kind, start, end, tuple(children))
