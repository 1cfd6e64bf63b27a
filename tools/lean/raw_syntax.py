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
    # Of each node that is open: its kind, once that is known, and its children.
    kinds: list[str | None] = []
    frames: list[list[Syntax]] = []
    for index, token in enumerate(tokens):
        opening, closing, missing, low, atom, ident, name, high, _, other = token
        if opening:
            kinds.append(NULL if opening == "[" else None)
            frames.append([])
        elif not frames or other:
            break
        elif closing:
            node = _node(kinds.pop() or NULL, frames.pop())
            if not frames:
                return node
            frames[-1].append(node)
        elif kinds[-1] is None:
            if not name:
                break
            kinds[-1] = name
        elif missing:
            frames[-1].append(Syntax(MISSING, -1, -1))
        elif name:
            break
        else:
            begin, stop = int(low) if low else -1, int(high) if high else -1
            if begin < 0 and index == first:
                begin, stop = start, end if first == last else start + _size(token)
            elif begin < 0 and index == last:
                begin, stop = last_start, end
            if begin >= 0:
                begin, stop = place(begin), place(stop)
            leaf = Syntax(IDENT, begin, stop, (), ident) if ident else _atom(atom, begin, stop)
            frames[-1].append(leaf)
    raise SyntaxTraceError(f"Lean's syntax trace could not be read: {trace[:80]!r}.")


_Token = tuple[str, ...]
"""The groups of the token's pattern in their order; empty ones did not take part."""


def _ends(tokens: list[_Token], start: int, end: int) -> tuple[int, int, int]:
    """Indices of the first and the last token with a text, and where the last one starts."""
    texts = [index for index, token in enumerate(tokens) if _has_text(token)]
    if not texts:
        return -1, -1, start
    first, last = texts[0], texts[-1]
    if first == last:
        return first, last, start
    before = tokens[texts[-2]]
    if before[7]:
        after = int(before[7]) + len(_unquote(before[8] or '""').encode("utf-8"))
    else:  # only two tokens, both without a place
        after = end - _size(tokens[last])
    return first, last, after


def _has_text(token: _Token) -> bool:
    return bool(token[5]) or len(token[4]) > len('""')


def _size(token: _Token) -> int:
    """The bytes of a token with a text."""
    return len((token[5] or _unquote(token[4])).encode("utf-8"))


def _atom(literal: str, start: int, end: int) -> Syntax:
    return Syntax(ATOM, start, end, (), _unquote(literal))


def _node(kind: str, children: list[Syntax]) -> Syntax:
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
