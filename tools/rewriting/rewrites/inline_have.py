"""A ``have`` that is used once goes to where it is used: as a term, or, where the use is an
``exact`` of it, with all its tactics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tools.lean.syntax import IDENT, NULL, Syntax
from tools.lean.tactics import sequence_items
from tools.rewriting.edits import Edit
from tools.rewriting.layout import WIDTH, flat_width, is_flat, render, shift
from tools.rewriting.outline import Block, Outline
from tools.rewriting.proposal import Proposal, Rewrite
from tools.rewriting.reading import (
    Have,
    block_of,
    exact_term,
    keyword,
    last,
    only_exact,
    read_have,
)
from tools.rewriting.surgery import drop_items, tactics_at
from tools.rewriting.terms import NotATerm, Style, Term, term_of
from tools.rewriting.terms.source_terms import source_term
from tools.rewriting.terms.term import ATOMIC, LOOSE, apply, atom

_STYLES = (
    (Style(), 0.75),
    (Style(holes=1), 0.4),
    (Style(holes=2), 0.3),
    (Style(trailing=1), 0.25),
    (Style(transport=True), 0.3),
)
_WIDEST = 60
_MOST_USES = 3
_MOST_NAMES = 3


def find(outline: Outline, portfolio: Sequence[str]) -> Iterable[Proposal]:
    for block in outline.blocks:
        for index, item in enumerate(block.items[:-1]):
            have = read_have(item)
            if have is None:
                continue
            uses = _uses(block.items[index + 1 :], have.name)
            if not uses:
                continue
            drop = drop_items(outline, block, index, index)
            cost = outline.cost(item.start, item.end)
            if len(uses) == 1:
                yield from _moved(outline, have, uses[0], drop, cost)
            if len(uses) <= _MOST_USES:
                yield from _inlined(outline, block, index, have, uses, drop, cost)


def _uses(items: Sequence[Syntax], name: str) -> list[Syntax]:
    return [
        token
        for item in items
        for token in item.walk()
        if token.kind == IDENT and (token.value == name or token.value.startswith(name + "."))
    ]


def _moved(outline: Outline, have: Have, use: Syntax, drop: Edit, cost: int) -> Iterator[Proposal]:
    """``have h : T := by tactics`` … ``exact h``: the tactics in place of the ``exact``."""
    block = block_of(have.value)
    parent = outline.parent(use)
    if block is None or parent is None or exact_term(parent) is not use:
        return
    text = tactics_at(outline, sequence_items(block))
    edit = Edit(parent.start, parent.end, shift(text, outline.column(parent.start)))
    yield Proposal((drop, edit), 2, 0.8)


def _inlined(
    outline: Outline,
    block: Block,
    index: int,
    have: Have,
    uses: list[Syntax],
    drop: Edit,
    cost: int,
) -> Iterator[Proposal]:
    seen: set[object] = set()
    for term, chance in _values(outline, block, index, have):
        if term.doc in seen or not is_flat(term.doc):
            continue
        seen.add(term.doc)
        width = flat_width(term.doc)
        if width > _WIDEST or (len(uses) > 1 and width > _WIDEST // 4):
            continue
        edits = [Edit(use.start, use.end, _fitted(outline, use, have, term)) for use in uses]
        if any(outline.line_width(e.start) + len(e.text) > WIDTH for e in edits):
            continue
        yield Proposal((drop, *edits), cost - term.cost * len(uses), chance)


def _values(outline: Outline, block: Block, index: int, have: Have) -> Iterator[tuple[Term, float]]:
    """Terms that may stand for the fact."""
    tactics = block_of(only_exact(have.value))
    if tactics is None:
        try:
            plain = source_term(outline, only_exact(have.value), {})
        except NotATerm:
            return
        yield plain, 0.8
        yield from _ascribed(outline, have, plain, 0.45)
        return
    items = sequence_items(tactics)
    names = outline.names_before(block, index)
    for style, chance in _STYLES:
        try:
            term = term_of(outline, items, list(reversed(names)), style)
        except NotATerm:
            return
        yield term, chance
        yield from _ascribed(outline, have, term, chance * 0.6)
    if len(items) == 1 and keyword(items[0]) == "apply" and have.type is not None:
        head = source_term(outline, items[0][1], {})
        spoken = {token.value for token in have.type.tokens() if token.kind == IDENT}
        for name in [name for name in names if name in spoken][:_MOST_NAMES]:
            yield apply(head, [atom(name)]), 0.5


def _ascribed(
    outline: Outline, have: Have, term: Term, chance: float
) -> Iterator[tuple[Term, float]]:
    if have.type is None:
        return
    if term.doc == "rfl":
        # An ascribed `rfl` would forget which equation it proves.
        type_ = " ".join(outline.text(have.type).split())
        yield Term(f"show {type_} from rfl", LOOSE, term.cost + 1), 0.6
        return
    text = " ".join(outline.text(have.type).split())
    yield Term(("(", term.doc, " : ", text, ")"), ATOMIC, term.cost), chance


def _fitted(outline: Outline, use: Syntax, have: Have, term: Term) -> str:
    fields = use.value[len(have.name) :]
    if fields:
        return render(term.argument, 0, 0) + fields
    parent = outline.parent(use)
    kind = last(parent.kind) if parent is not None else ""
    if kind in (
        "exact",
        "refine",
        "apply",
        "anonymousCtor",
        "paren",
        "calcStep",
        "rwRule",
        "elimTarget",
    ):
        return render(term.doc, 0, 0)
    holder = parent
    while holder is not None and holder.kind == NULL:
        holder = outline.parent(holder)
    if kind == NULL and holder is not None and last(holder.kind) in ("anonymousCtor", "obtain"):
        return render(term.doc, 0, 0)
    if kind == "app" and parent is not None and parent[0] is use:
        return render(term.head, 0, 0)
    return render(term.argument, 0, 0)


REWRITE = Rewrite("inline_have", find)
