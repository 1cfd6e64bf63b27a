"""Lean's tokens as far as they can be told without Lean: for a first look at an unread text.

Comments, strings, characters and quoted names are told apart from words, so that what looks like
code in a comment is not taken for code, and a text that ends inside of one of them is known. Lean
itself has the last word on what a text is; nothing is verified by this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["comment", "doc comment", "string", "name", "field", "symbol", "unfinished"]

# What Lean lets a name consist of, where it is not quoted: λ, Π and Σ are symbols.
_FIRST = (
    "A-Za-z_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017f\u0391-\u039f\u03a1\u03a4-\u03ba\u03bc-\u03fb"
    "\u1f00-\u1ffe\u2100-\u214f\U0001d49c-\U0001d59f"
)
_NEXT = _FIRST + "0-9'!?\u2080-\u2089\u2090-\u209c\u1d62-\u1d6a\u2c7c"
_PART = rf"(?:[{_FIRST}][{_NEXT}]*|«[^»]*»)"
_TOKEN = re.compile(
    rf"""
      (?P<space>\s+)
    | (?P<line>--[^\n]*)
    | (?P<block>/-[-!]?)
    | (?P<raw>r(?P<hashes>\#*)")
    | (?P<pieces>[sfm]!")
    | (?P<text>")
    | (?P<char>'(?:\\(?:x[0-9a-fA-F]{{2}}|u[0-9a-fA-F]{{4}}|[^xu])|[^\\'])')
    | (?P<name>{_PART}(?:\.{_PART})*)
    | (?P<quoted>«)
    | (?P<number>0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|[0-9]+)
    | (?P<command>\#[a-z_]+!?)
    | (?P<symbol><-|''|@\[|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_COMMENT_MARK = re.compile(r"/-|-/")
_STRING_REST = re.compile(r'(?:[^"\\]|\\.)*"', re.DOTALL)
_PIECE_REST = re.compile(r'(?:[^"\\{]|\\.)*["{]', re.DOTALL)


@dataclass(frozen=True)
class Token:
    """A piece of a text, spaces apart. ``unfinished`` is the last one, of a text that ends inside
    of a comment, a string or a quoted name; a ``field`` is a name directly behind a dot, and so
    never a keyword. Numbers and commands like ``#eval`` are symbols."""

    kind: Kind
    text: str


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text that begins outside of comments and strings."""
    at = 0
    braces: list[int] = []  # one number for each interpolated string: braces open inside of `{…}`
    while at < len(text):
        match = _TOKEN.match(text, at)
        assert match is not None, "any character is a token by itself"
        start, at = at, match.end()
        kind: Kind = "symbol"
        end: int | None = at
        match match.lastgroup:
            case "space":
                continue
            case "line":
                kind = "comment"
            case "block":
                kind = "comment" if len(match[0]) == 2 else "doc comment"
                # Lean passes over the character behind `/-`: in `/-/-` the second opens nothing.
                end = _block_end(text, at + 1 if kind == "comment" else at)
            case "raw":
                kind = "string"
                closing = text.find('"' + match["hashes"], at)
                end = closing + 1 + len(match["hashes"]) if closing >= 0 else None
            case "text":
                kind = "string"
                end = _end(_STRING_REST, text, at)
            case "pieces":
                kind = "string"
                end = _piece(text, at, braces)
            case "char":
                kind = "string"
            case "name":
                kind = "field" if _behind_one_dot(text, start) else "name"
            case "quoted":
                end = None
            case _ if braces and match[0] == "{":
                braces[-1] += 1
            case _ if braces and match[0] == "}":
                braces[-1] -= 1
                if braces[-1] < 0:
                    braces.pop()
                    kind = "string"
                    end = _piece(text, at, braces)
        if end is None:
            yield Token("unfinished", text[start:])
            return
        at = end
        yield Token(kind, text[start:at])
    if braces:
        yield Token("unfinished", "")


def _behind_one_dot(text: str, at: int) -> bool:
    return text[at - 1 : at] == "." and text[at - 2 : at - 1] != "."


def _end(pattern: re.Pattern[str], text: str, at: int) -> int | None:
    match = pattern.match(text, at)
    return match.end() if match is not None else None


def _piece(text: str, at: int, braces: list[int]) -> int | None:
    """Where a piece of an interpolated string ends, which begins at ``at``."""
    end = _end(_PIECE_REST, text, at)
    if end is not None and text[end - 1] == "{":
        braces.append(0)
    return end


def _block_end(text: str, at: int) -> int | None:
    """Where a comment ends that was opened just before ``at``; comments nest."""
    depth = 1
    for mark in _COMMENT_MARK.finditer(text, at):
        depth += 1 if mark[0] == "/-" else -1
        if depth == 0:
            return mark.end()
    return None
