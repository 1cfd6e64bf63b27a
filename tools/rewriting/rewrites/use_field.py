"""A lemma that is named in full becomes a field of its argument: ``And.left h`` into ``h.left``,
``Nat.lt_trans h g`` into ``h.trans g`` where the argument's own type offers that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tools.lean.syntax import IDENT, NULL, Syntax
from tools.rewriting.edits import Edit
from tools.rewriting.outline import Outline
from tools.rewriting.proposal import Proposal, Rewrite
from tools.rewriting.reading import last

_SAME = 0.5
_RELATED = 0.2
_INFIXES = ("lt_of_", "le_of_", "lt_", "le_", "eq_")


def find(outline: Outline, portfolio: Sequence[str]) -> Iterable[Proposal]:
    for node in outline.view.value.walk():
        if last(node.kind) != "app" or len(node.children) < 2 or node[0].kind != IDENT:
            continue
        namespace, _, field = node[0].value.rpartition(".")
        arguments = list(_arguments(node[1]))
        if not namespace or not arguments or node[0].value.split(".")[0] in outline.parameters:
            continue
        first = arguments[0]
        if first.kind != IDENT and last(first.kind) != "paren":
            continue
        rest = outline.slice(first.end, node.end)
        for name, chance in _fields(field):
            text = f"{outline.text(first)}.{name}{rest}"
            yield Proposal((Edit(node.start, node.end, text),), 0, chance)


def _arguments(node: Syntax) -> Iterator[Syntax]:
    yield from node.children if node.kind == NULL else (node,)


def _fields(field: str) -> Iterator[tuple[str, float]]:
    yield field, _SAME
    for start in _INFIXES:
        if field.startswith(start):
            yield field.removeprefix(start), _RELATED


REWRITE = Rewrite("use_field", find)
