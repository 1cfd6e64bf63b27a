"""``by exact t`` and ``t`` are the same length; the plain term is what other rewrites work on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tools.rewriting.edits import Edit
from tools.rewriting.layout import shift
from tools.rewriting.outline import Outline
from tools.rewriting.proposal import Proposal, Rewrite
from tools.rewriting.reading import keyword, only_exact


def find(outline: Outline, portfolio: Sequence[str]) -> Iterable[Proposal]:
    for block in outline.blocks:
        if not block.is_by:
            continue
        term = only_exact(block.owner)
        if term is block.owner:
            continue
        text = outline.text(term)
        start = block.owner.start
        moved = shift(text, outline.column(start) - outline.column(term.start))
        if block.owner.kind == "Term.byTactic'":
            moved = f"from {moved}"  # as in `suffices h : T by exact t`
        elif keyword(term) in ("fun", "by", "match") or " " in text:
            parent = outline.parent(block.owner)
            if parent is None or not _is_slot(parent, block.owner):
                moved = f"({moved})"
        yield Proposal((Edit(start, block.owner.end, moved),), 0, 0.8)


def _is_slot(parent: object, owner: object) -> bool:
    children = getattr(parent, "children", ())
    return any(
        child is owner and index and children[index - 1].value in (":=", "from", "(", "=>")
        for index, child in enumerate(children)
    )


REWRITE = Rewrite("unwrap_exact", find)
