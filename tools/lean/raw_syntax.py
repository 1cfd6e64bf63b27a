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

# Possessive, because nothing of a token is ever given back, and this is where the time goes.
_STRING = r'"(?:[^"\\]++|\\.)*+"'
_LEAD = rf"(?:{_STRING}:)?+"
_NAME = r'(?:[^\s()\[\]:"«»]++|«[^»]*+»)'
_TOKEN = re.compile(
    rf"""
    \s*+(?:
      \(\s*+(?!<missing>)(?:{_LEAD}\d++!?+:)?(?P<kind>{_NAME}++)
      (?::\d++!?+(?::{_STRING})?+)?+
    | (?P<empty>\[\s*+\]) | (?P<list>\[) | (?P<close>[)\]])
    | (?P<missing><missing>)
    | (?:{_LEAD}(?P<start>\d++)!?+:)?(?:(?P<atom>{_STRING})|`(?P<ident>(?:{_NAME}|\[anonymous\])++))
      (?::(?P<end>\d++)!?+(?::(?P<trail>{_STRING}))?+)?+
    | (?P<other>\S)
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
    # What stands behind the tree is not looked at.
    tokens: list[_Token] = _TOKEN.findall(trace)
    first, last, last_start = _ends(tokens, start, end)
    # Of each node that is open: its kind and its children.
    kinds: list[str] = []
    frames: list[list[Syntax]] = []
    for index, token in enumerate(tokens):
        kind, empty, opening, closing, missing, low, atom, ident, high, _, other = token
        if kind or opening:
            kinds.append(kind or NULL)
            frames.append([])
        elif not frames or other:
            break
        elif closing:
            node = _node(kinds.pop(), frames.pop())
            if not frames:
                return node
            frames[-1].append(node)
        elif empty:
            frames[-1].append(Syntax(NULL, -1, -1))
        elif missing:
            frames[-1].append(Syntax(MISSING, -1, -1))
        else:
            begin, stop = int(low) if low else -1, int(high) if high else -1
            if begin < 0 and index == first:
                begin, stop = start, end if first == last else start + _size(token)
            elif begin < 0 and index == last:
                begin, stop = last_start, end
            if begin >= 0:
                begin, stop = place(begin), place(stop)
            if ident:
                leaf = Syntax(IDENT, begin, stop, (), ident)
            else:
                text = _unquote(atom) if "\\" in atom else atom[1:-1]
                leaf = Syntax(ATOM, begin, stop, (), text)
            frames[-1].append(leaf)
    raise SyntaxTraceError(f"Lean's syntax trace could not be read: {trace[:80]!r}.")


_Token = tuple[str, ...]
"""The groups of the token's pattern in their order; empty ones did not take part."""
_ATOM, _IDENT, _END, _TRAIL = (
    _TOKEN.groupindex[name] - 1 for name in ("atom", "ident", "end", "trail")
)


def _ends(tokens: list[_Token], start: int, end: int) -> tuple[int, int, int]:
    """Indices of the first and the last token with a text, and where the last one starts."""
    count = len(tokens)
    first = next((index for index in range(count) if _has_text(tokens[index])), -1)
    if first < 0:
        return -1, -1, start
    backwards = (index for index in range(count - 1, first, -1) if _has_text(tokens[index]))
    last = next(backwards, first)
    if first == last:
        return first, last, start
    before = tokens[next(backwards, first)]
    if before[_END]:
        after = int(before[_END]) + len(_unquote(before[_TRAIL] or '""').encode("utf-8"))
    else:  # only two tokens, both without a place
        after = end - _size(tokens[last])
    return first, last, after


def _has_text(token: _Token) -> bool:
    return bool(token[_IDENT]) or len(token[_ATOM]) > len('""')


def _size(token: _Token) -> int:
    """The bytes of a token with a text."""
    return len((token[_IDENT] or _unquote(token[_ATOM])).encode("utf-8"))


def _node(kind: str, children: list[Syntax]) -> Syntax:
    if not children:
        return Syntax(kind, -1, -1)
    start, end = children[0].start, children[-1].end
    if start >= 0 and end >= 0:
        return Syntax(kind, start, end, tuple(children))
    start = end = -1
    for child in children:
        if child.start >= 0:
            start = child.start
            break
    for child in reversed(children):
        if child.end >= 0:
            end = child.end
            break
    return Syntax(kind, start, end, tuple(children))
