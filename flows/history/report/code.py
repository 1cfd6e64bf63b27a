"""Lean text as HTML: coloured by its tokens, with a span for each tactic that tells its goals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from xml.sax.saxutils import quoteattr

from markupsafe import Markup
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Generic, Keyword, Number, String

from tools.drawing.svg import writable, written

_LONGEST = 60_000
"""Characters beyond which a text is left without colours."""
_CLASSES: tuple[tuple[Any, str], ...] = (
    (Comment, "c"),
    (String.Doc, "c"),
    (Keyword.Type, "y"),
    (Keyword, "k"),
    (Number, "n"),
    (String, "q"),
    (Generic.Error, "e"),
)
_TACTIC = "t"
_NAME = "_!?'."


@dataclass(frozen=True)
class Marked:
    """A part of a text, by its characters, and what is told of it."""

    start: int
    end: int
    told: str
    is_tactic: bool = True
    """Whether it begins with the name of a tactic; otherwise it is a term."""


@dataclass(frozen=True)
class _Piece:
    """A stretch of text in one colour."""

    start: int
    end: int
    style: str


def code(text: str, marked: Iterable[Marked] = ()) -> Markup:
    """A text as the content of a ``pre``: spans of its tokens within spans of what is marked.

    Parts that cross others are left out. Each has what is told as its title; the name of a tactic
    gets a colour.
    """
    parts = list(_nested(text, marked))
    opening: dict[int, list[Marked]] = defaultdict(list)
    for part in parts:
        opening[part.start].append(part)
    pieces = list(_pieces(text, {part.start for part in parts if part.is_tactic}))
    cuts = sorted({end for part in parts for end in (part.start, part.end)})
    out: list[str] = []
    open_ends: list[int] = []
    for piece in _split(pieces, cuts):
        while open_ends and open_ends[-1] <= piece.start:
            open_ends.pop()
            out.append("</span>")
        for part in opening.pop(piece.start, ()):
            out.append(f'<span class="step" title={_attribute(part.told)}>')
            open_ends.append(part.end)
        shown = written(text[piece.start : piece.end])
        out.append(f'<span class="{piece.style}">{shown}</span>' if piece.style else shown)
    out.extend("</span>" for _ in open_ends)
    return Markup("".join(out))


def _attribute(told: str) -> str:
    return quoteattr(writable(told), {"\n": "&#10;"})


def _nested(text: str, marked: Iterable[Marked]) -> Iterator[Marked]:
    """Those that lie within the text and in one another, the outer ones first."""
    around: list[Marked] = []
    for part in sorted(marked, key=lambda one: (one.start, -one.end)):
        while around and around[-1].end <= part.start:
            around.pop()
        is_inside = part.end <= (around[-1].end if around else len(text))
        is_new = not around or (around[-1].start, around[-1].end) != (part.start, part.end)
        if 0 <= part.start < part.end and is_inside and is_new:
            around.append(part)
            yield part


def _pieces(text: str, tactics: Collection[int]) -> Iterator[_Piece]:
    """The whole text in stretches, in order; a name where a tactic begins is one."""
    if len(text) > _LONGEST:
        yield _Piece(0, len(text), "")
        return
    at = begun = 0
    style = ""
    for start, kind, value in _lexer().get_tokens_unprocessed(text):
        if start < at:
            continue  # the rest of a tactic's name
        at, own = start + len(value), _style(kind)
        if start in tactics and (value[0].isalpha() or value[0] == "_"):
            at, own = _name_end(text, start), _TACTIC
        if own != style:
            if start > begun:
                yield _Piece(begun, start, style)
            begun, style = start, own
    if begun < len(text):
        yield _Piece(begun, len(text), style)


@cache
def _style(kind: Any) -> str:
    return next((style for group, style in _CLASSES if kind in group), "")


def _name_end(text: str, start: int) -> int:
    end = start
    while end < len(text) and (text[end].isalnum() or text[end] in _NAME):
        end += 1
    return end


def _split(pieces: Iterable[_Piece], cuts: Sequence[int]) -> Iterator[_Piece]:
    """The stretches, none of which goes across a cut."""
    left = iter(cuts)
    cut = next(left, None)
    for piece in pieces:
        start = piece.start
        while cut is not None and cut < piece.end:
            if cut > start:
                yield _Piece(start, cut, piece.style)
                start = cut
            cut = next(left, None)
        yield _Piece(start, piece.end, piece.style)


@cache
def _lexer() -> Lexer:
    return get_lexer_by_name("lean4", ensurenl=False, stripnl=False)
