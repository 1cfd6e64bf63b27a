"""Neighbouring steps of a ``calc`` become one: rules are strung together, and a step that holds by
definition goes into its neighbour."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tools.lean.syntax import Syntax
from tools.lean.tactics import sequence_items
from tools.rewriting.edits import Edit
from tools.rewriting.outline import Outline
from tools.rewriting.proposal import Proposal, Rewrite
from tools.rewriting.reading import Step, block_of, keyword, last, only_exact, read_rw, read_steps


@dataclass(frozen=True)
class _Step:
    node: Syntax
    right: Syntax
    """The right side of the step's relation."""
    value: Syntax
    rules: tuple[str, ...] | None
    """What it rewrites with; empty for a step by ``rfl``, ``None`` for any other."""


def find(outline: Outline, portfolio: Sequence[str]) -> Iterable[Proposal]:
    for node in outline.view.value.walk():
        if last(node.kind) == "calcSteps":
            steps = [_read(outline, step) for step in read_steps(node)]
            for left, right in itertools.pairwise(steps):
                if left is not None and right is not None:
                    yield from _merged(outline, left, right)


def _read(outline: Outline, step: Step) -> _Step | None:
    value = only_exact(step.value)
    if len(step.relation.children) < 3:
        return None
    rules: tuple[str, ...] | None = None
    block = block_of(value)
    items = sequence_items(block) if block is not None else ()
    if keyword(value) == "rfl" or (len(items) == 1 and keyword(items[0]) == "rfl"):
        rules = ()
    elif items:
        read = [read_rw(item) for item in items]
        if all(r is not None and r.keyword == "rw" and r.location is None for r in read):
            rules = tuple(outline.text(rule) for r in read if r is not None for rule in r.rules)
    return _Step(step.node, step.relation.children[-1], step.value, rules)


def _merged(outline: Outline, left: _Step, right: _Step) -> Iterator[Proposal]:
    for value, chance in _values(outline, left, right):
        edits = (
            Edit(left.right.start, left.right.end, outline.text(right.right)),
            Edit(left.value.start, right.node.end, value),
        )
        gain = outline.cost(left.value.start, right.node.end) - 1
        yield Proposal(edits, gain, chance)


def _values(outline: Outline, left: _Step, right: _Step) -> Iterator[tuple[str, float]]:
    if left.rules == ():
        yield outline.text(right.value), 0.4
    if right.rules == ():
        yield outline.text(left.value), 0.6
    if left.rules and right.rules:
        for first, chance in ((left.rules, 0.6), (_flipped(left.rules), 0.25)):
            yield f"by rw [{', '.join((*first, *right.rules))}]", chance
            yield f"by rw [{', '.join((*first, *_flipped(right.rules)))}]", chance * 0.4


def _flipped(rules: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        rule.removeprefix("←").lstrip() if rule.startswith("←") else f"← {rule}"
        for rule in reversed(rules)
    )


REWRITE = Rewrite("merge_calc_steps", find)
