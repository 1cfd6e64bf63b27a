"""A ``have`` goes together with the rules that rewrite with it: what it says holds by definition,
or the next step does not need it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tools.lean.syntax import Syntax
from tools.rewriting.edits import Edit
from tools.rewriting.outline import Block, Outline
from tools.rewriting.proposal import Proposal, Rewrite
from tools.rewriting.reading import Rewriting, mentions, read_have, read_rw, read_simp
from tools.rewriting.surgery import drop_items


def find(outline: Outline, portfolio: Sequence[str]) -> Iterable[Proposal]:
    for block in outline.blocks:
        haves = [
            (index, have.name)
            for index, item in enumerate(block.items)
            if (have := read_have(item)) is not None
        ]
        for index, name in haves:
            proposal = _without(outline, block, {index}, {name})
            if proposal is not None:
                yield proposal
        if len(haves) > 1:
            everything = _without(
                outline, block, {index for index, _ in haves}, {name for _, name in haves}
            )
            if everything is not None:
                yield everything


def _without(outline: Outline, block: Block, facts: set[int], names: set[str]) -> Proposal | None:
    edits: list[Edit] = []
    gone = set(facts)
    for index, item in enumerate(block.items):
        if index in facts or not any(mentions(item, name) for name in names):
            continue
        rewriting = read_rw(item) or read_simp(item)
        if rewriting is None:
            return None
        kept = [rule for rule in rewriting.rules if not any(mentions(rule, n) for n in names)]
        if kept:
            edits.append(_with_rules(outline, rewriting, kept))
        else:
            gone.add(index)
    if len(gone) == len(block.items) or gone == facts:
        return None  # without a use it is drop_tactics' business
    gain = sum(outline.cost(block.items[i].start, block.items[i].end) for i in gone)
    edits += [drop_items(outline, block, first, last) for first, last in _runs(gone)]
    return Proposal(tuple(edits), gain, 0.15)


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
