"""Type ascriptions and ``show T from`` around terms that Lean needs no help with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tools.lean.syntax import Syntax
from tools.rewriting.edits import Edit
from tools.rewriting.outline import Outline
from tools.rewriting.proposal import Proposal, Rewrite
from tools.rewriting.reading import last, parts


def find(outline: Outline, portfolio: Sequence[str]) -> Iterable[Proposal]:
    for node in outline.view.value.walk():
        inner = _inside(node)
        if inner is None:
            continue
        text = outline.text(inner)
        if "\n" in text:
            continue
        kept = text if inner.is_token or last(inner.kind) in ("paren", "proj") else f"({text})"
        yield Proposal((Edit(node.start, node.end, kept),), 0, 0.4)


def _inside(node: Syntax) -> Syntax | None:
    pieces = list(parts(node))
    if last(node.kind) == "typeAscription" and len(pieces) >= 2:
        return pieces[1]
    if last(node.kind) == "show" and last(pieces[-1].kind) == "fromTerm":
        return pieces[-1][1]
    return None


REWRITE = Rewrite("drop_ascriptions", find)
