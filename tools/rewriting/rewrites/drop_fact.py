"""A ``have`` goes together with the rules that rewrite with it: what it says holds by definition,
or the next step does not need it. A block that only rewrote with it ends in ``rfl``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tools.lean.syntax import Syntax
from tools.rewriting.edits import Edit
from tools.rewriting.outline import Block, Outline
from tools.rewriting.proposal import Proposal, Rewrite
from tools.rewriting.reading import Rewriting, mentions, read_have, read_rw, read_simp
from tools.rewriting.surgery import drop_items, replace_suffix


def find(outline: Outline, portfolio: Sequence[str]) -> Iterable[Proposal]:
    for block in outline.blocks:
        haves = [
            (index, have.name)
            for index, item in enumerate(block.items)
            if (have := read_have(item)) is not None
        ]
        groups = [[have] for have in haves]
        if len(haves) > 1:
            groups.append(haves)
        for group in groups:
            proposal = _without(outline, block, dict(group))
            if proposal is not None:
                yield proposal


def _without(outline: Outline, block: Block, facts: dict[int, str]) -> Proposal | None:
    """The block without the facts at some indices; ``None`` where more than rules needs them."""
    names = set(facts.values())
    later = [item for index, item in enumerate(block.items) if index not in facts]
    uses = [(inner, place) for inner, place in outline.places(later) if _reads(inner, place, names)]
    if not uses or sum(_mentions([inner.items[p]], names) for inner, p in uses) != _mentions(
        later, names
    ):
        return None
    edits: list[Edit] = []
    gone: dict[int, tuple[Block, set[int]]] = {id(block): (block, set(facts))}
    for inner, place in uses:
        rewriting = _reads(inner, place, names)
        assert rewriting is not None, "chosen above"
        kept = [rule for rule in rewriting.rules if not _mentions([rule], names)]
        if kept:
            edits.append(_with_rules(outline, rewriting, kept))
        else:
            gone.setdefault(id(inner), (inner, set()))[1].add(place)
    gain = 0
    for inner, places in gone.values():
        gain += sum(outline.cost(inner.items[p].start, inner.items[p].end) for p in places)
        if len(places) == len(inner.items):
            edits.append(replace_suffix(outline, inner, 0, "rfl"))
            gain -= 1
        else:
            edits += [drop_items(outline, inner, first, last) for first, last in _runs(places)]
    return Proposal(tuple(edits), gain, 0.2)


def _reads(block: Block, place: int, names: set[str]) -> Rewriting | None:
    item = block.items[place]
    rewriting = read_rw(item) or read_simp(item)
    return rewriting if rewriting is not None and _mentions(rewriting.rules, names) else None


def _mentions(nodes: Iterable[Syntax], names: set[str]) -> int:
    return sum(mentions(node, name) for node in nodes for name in names)


def _with_rules(outline: Outline, rewriting: Rewriting, kept: list[Syntax]) -> Edit:
    start, end = rewriting.rules[0].start, rewriting.rules[-1].end
    return Edit(start, end, ", ".join(outline.text(rule) for rule in kept))


def _runs(indices: set[int]) -> list[tuple[int, int]]:
    """Consecutive indices together, so that the edits do not touch."""
    runs: list[tuple[int, int]] = []
    for index in sorted(indices):
        if runs and runs[-1][1] == index - 1:
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    return runs


REWRITE = Rewrite("drop_fact", find)
