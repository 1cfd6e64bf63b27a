"""Blocks that come down to a term: ``constructor`` and its bullets, ``intro`` chains, case
distinctions, ``apply`` and what proves its premises, all become one ``exact``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tools.rewriting.edits import Edit
from tools.rewriting.layout import WIDTH, Nest, render
from tools.rewriting.outline import Block, Outline
from tools.rewriting.proposal import Proposal, Rewrite
from tools.rewriting.reading import exact_term, is_bullet, keyword
from tools.rewriting.surgery import INDENT, lay_out, replace_suffix, too_wide
from tools.rewriting.terms import NotATerm, Style, Term, term_of

_STYLES: tuple[tuple[Style, float, tuple[bytes, ...]], ...] = (
    (Style(), 0.7, ()),
    (Style(holes=1), 0.35, (b"apply",)),
    (Style(ascribed=True), 0.5, (b"show", b"unfold")),
    (Style(absurd=1), 0.35, (b"contradiction",)),
    (Style(absurd=2), 0.35, (b"contradiction",)),
    (Style(absurd=3), 0.3, (b"contradiction",)),
    (Style(absurd=4), 0.3, (b"contradiction",)),
    (Style(absurd=5), 0.2, (b"contradiction",)),
    (Style(absurd=6), 0.2, (b"contradiction",)),
    (Style(holes=2), 0.25, (b"apply",)),
    (Style(trailing=1), 0.2, (b"apply",)),
    (Style(transport=True), 0.4, (b"rw",)),
    (Style(transport=True, ascribed=True), 0.35, (b"show", b"unfold")),
    (Style(transport=True, holes=1), 0.2, (b"apply",)),
)
"""Styles, how often their terms check, and the words that make a difference to them."""
_MOST_LINES = 14


def find(outline: Outline, portfolio: Sequence[str]) -> Iterable[Proposal]:
    for block in outline.blocks:
        for first, item in enumerate(block.items):
            if is_bullet(item):
                continue
            seen: set[object] = set()
            text = outline.data[item.start : block.items[-1].end]
            for style, chance, words in _STYLES:
                if words and not any(word in text for word in words):
                    continue
                try:
                    term = _term(outline, block, first, style)
                except NotATerm:
                    break
                if term.doc in seen:
                    continue
                seen.add(term.doc)
                yield from _proposals(outline, block, first, term, chance)


def _term(outline: Outline, block: Block, first: int, style: Style) -> Term:
    names = list(reversed(outline.names_before(block, first)))
    return term_of(outline, block.items[first:], names, style)


def _proposals(
    outline: Outline, block: Block, first: int, term: Term, chance: float
) -> Iterator[Proposal]:
    items = block.items[first:]
    gain = outline.cost(items[0].start, items[-1].end) - 1 - term.cost
    alone = len(items) == 1 and exact_term(items[0]) is not None
    if gain < 0 or (gain == 0 and not alone and keyword(items[0]) not in ("rw", "apply")):
        return
    if term.is_block:
        return
    whole = _as_value(outline, block, first, term)
    if whole is not None:
        yield Proposal((whole,), gain, chance)
        return
    if alone:
        return
    start = items[0].start
    text = lay_out(outline, Nest(2, term.doc) if term.cases else term.doc, start, "exact ")
    if _is_readable(text, outline.column(start)):
        yield Proposal((replace_suffix(outline, block, first, text, moved=False),), gain, chance)


def _as_value(outline: Outline, block: Block, first: int, term: Term) -> Edit | None:
    """In place of a whole ``by`` after ``:=``: the term itself."""
    if first != 0 or not block.is_by:
        return None
    parent = outline.parent(block.owner)
    if parent is None:
        return None
    signs = [i for i in range(len(parent.children) - 1) if parent.has_atom(i, ":=")]
    if not signs or parent[signs[0] + 1] is not block.owner:
        return None
    sign, end = parent[signs[0]].end, block.items[-1].end
    column = outline.column(sign) + 1
    base = _base(outline, block)
    flat = render(term.doc, column, base + INDENT)
    if "\n" not in flat and column + len(flat) <= WIDTH:
        return Edit(sign, end, " " + flat)
    text = render(term.doc, base + INDENT, base + INDENT)
    if not _is_readable(text, base + INDENT):
        return None
    return Edit(sign, end, "\n" + " " * (base + INDENT) + text)


def _base(outline: Outline, block: Block) -> int:
    """The column from which the value of a declaration or of a ``have`` is indented."""
    if block.around is None:
        return outline.column(outline.view.syntax.start)
    return outline.column(block.around.items[block.position].start)


def _is_readable(text: str, column: int) -> bool:
    return not too_wide(text, column) and text.count("\n") < _MOST_LINES


REWRITE = Rewrite("exact_term", find)
