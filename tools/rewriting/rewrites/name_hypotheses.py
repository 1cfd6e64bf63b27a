"""Hypotheses get their names where they appear: ``intro`` and ``rename_i k`` become ``intro k``,
``| step hk ih => rename_i k`` becomes ``| @step k hk ih =>``, ``‹p›`` becomes the name of the
hypothesis that says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tools.lean.syntax import NULL, Syntax
from tools.rewriting.edits import Edit
from tools.rewriting.outline import Block, Outline
from tools.rewriting.proposal import Proposal, Rewrite
from tools.rewriting.reading import keyword, last, parts, tokens
from tools.rewriting.surgery import drop_items

_BY_TYPE = "«term‹_›»"


def find(outline: Outline, portfolio: Sequence[str]) -> Iterable[Proposal]:
    for block in outline.blocks:
        for index, item in enumerate(block.items[:-1]):
            if keyword(item) == "rename_i":
                names = tokens(item)[1:]
                drop = drop_items(outline, block, index, index)
                for edit, chance in _named(outline, block, index, names):
                    yield Proposal((edit, drop), 1, chance)
        for item in block.items:
            yield from _by_name(outline, item)


def _named(
    outline: Outline, block: Block, index: int, names: Sequence[str]
) -> Iterator[tuple[Edit, float]]:
    if index:
        before = block.items[index - 1]
        if keyword(before) in ("intro", "intros"):
            given = tokens(before)[1:]
            free = [place for place, name in enumerate(given) if name == "_"]
            for place, name in zip(free[-len(names) :], names[-len(free) :], strict=False):
                given[place] = name
            if len(free) < len(names):
                given = [*given, *names[len(free) :]]
            yield Edit(before.start, before.end, f"intro {' '.join(given)}"), 0.8
        return
    head = _alternative_head(outline, block)
    if head is not None:
        tag, given = tokens(head)[1], tokens(head)[2:]
        start = next(token for token in head.tokens() if token.value == tag).start
        for sign, order, chance in (
            ("@", [*names, *given], 0.6),
            ("", [*names, *given], 0.3),
            ("", [*given, *names], 0.5),
            ("@", [*given, *names], 0.2),
        ):
            yield Edit(start, head.end, f"{sign}{tag} {' '.join(order)}"), chance


def _alternative_head(outline: Outline, block: Block) -> Syntax | None:
    """``| tag a b`` of the alternative that a block is the body of, if it has a tag alone."""
    owner = outline.parent(block.owner) if block.owner.kind == NULL else block.owner
    if owner is None or last(owner.kind) != "inductionAlt":
        return None
    heads = [part for part in parts(owner) if last(part.kind) == "inductionAltLHS"]
    words = tokens(heads[0]) if len(heads) == 1 else []
    return heads[0] if len(words) > 1 and "@" not in words else None


def _by_name(outline: Outline, item: Syntax) -> Iterator[Proposal]:
    goal = outline.goals.before(item)
    if goal is None:
        return
    for node in item.walk():
        if last(node.kind) == _BY_TYPE:
            wanted = "".join(outline.text(node).strip("‹›").split())
            for hypothesis in goal.hypotheses:
                if hypothesis.is_accessible and "".join(hypothesis.type.split()) == wanted:
                    yield Proposal((Edit(node.start, node.end, hypothesis.name),), 0, 0.9)


REWRITE = Rewrite("name_hypotheses", find)
