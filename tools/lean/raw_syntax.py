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
from typing import Any

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
    tokens = _scan(trace)
    first, last, last_start = _ends(tokens, start, end)
    # Of each node that is open: its kind, once that is known, and its children.
    kinds: list[str | None] = []
    frames: list[list[Syntax]] = []
    for index, token in enumerate(tokens):
        opening, closing, missing, low, atom, ident, name, high, _ = token
        if opening:
            kinds.append(NULL if opening == "[" else None)
            frames.append([])
        elif closing:
            node = _node(kinds.pop() or NULL, frames.pop())
            if not frames:
                return node
            frames[-1].append(node)
        elif not frames:
            break
        elif kinds[-1] is None:
            if name is None:
                raise SyntaxTraceError(f"Lean's syntax trace has a node without a kind: {token}.")
            kinds[-1] = name
        elif missing:
            frames[-1].append(Syntax(MISSING, -1, -1))
        elif name is not None:
            raise SyntaxTraceError(f"Lean's syntax trace has an unexpected part: {name!r}.")
        else:
            begin, stop = int(low) if low else -1, int(high) if high else -1
            if begin < 0 and index == first:
                begin, stop = start, end if first == last else start + _size(token)
            elif begin < 0 and index == last:
                begin, stop = last_start, end
            if begin >= 0:
                begin, stop = place(begin), place(stop)
            value = _unquote(atom) if ident is None else ident
            frames[-1].append(Syntax(ATOM if ident is None else IDENT, begin, stop, (), value))
    raise SyntaxTraceError(f"Lean's syntax trace could not be read: {trace[:80]!r}.")


_Token = tuple[Any, ...]
"""The groups of the token's pattern in their order: nine strings or ``None``."""


def _scan(trace: str) -> list[_Token]:
    """The tokens of the printed tree, up to the parenthesis that closes it."""
    tokens: list[_Token] = []
    depth = position = 0
    read = _TOKEN.match
    while True:
        match = read(trace, position)
        if match is None:
            near = trace[position : position + 60]
            raise SyntaxTraceError(f"Lean's syntax trace could not be read near {near!r}.")
        token = match.groups()
        tokens.append(token)
        position = match.end()
        if token[0]:
            depth += 1
        elif token[1]:
            depth -= 1
            if depth <= 0:
                return tokens
        elif depth <= 0:
            return tokens


def _ends(tokens: list[_Token], start: int, end: int) -> tuple[int, int, int]:
    """Indices of the first and the last token with a text, and where the last one starts."""
    texts = [i for i, token in enumerate(tokens) if token[5] or token[4] not in (None, '""')]
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


def _size(token: _Token) -> int:
    """The bytes of a token with a text."""
    text = token[5] if token[5] is not None else _unquote(token[4])
    return len(text.encode("utf-8"))


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
