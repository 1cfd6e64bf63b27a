"""A single tactic, or a term that a tactic could stand for, becomes a tactic of the portfolio or a
fact at hand: what closes whole subproofs (:mod:`tools.rewriting.rewrites.close_goal`), for those of
one step. A tactic that does not end its block is left to the simplifier."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tools.lean.syntax import IDENT, Syntax
from tools.rewriting.edits import Edit
from tools.rewriting.outline import Block, Outline
from tools.rewriting.portfolio import closer
from tools.rewriting.proposal import Proposal, Rewrite
from tools.rewriting.reading import block_of, exact_term, last, read_have, read_steps
from tools.rewriting.surgery import replace_items

_MOST_NAMES = 3
_NOT_LAST = (("simp", 0.1), ("simp_all", 0.1), ("simp [*]", 0.05))
_ARGUMENT = "paren"
_REGROUP = "ac_rfl"
"""Every Lean 4 has it; it closes what differs by the order and the grouping of an operation."""
_REGROUPING = re.compile(r"assoc|comm")


def find(outline: Outline, portfolio: Sequence[str]) -> Iterable[Proposal]:
    for block in outline.blocks:
        for index, item in enumerate(block.items):
            if outline.cost(item.start, item.end) == 1:
                yield from _tactic(outline, block, index, portfolio)
    for value in _values(outline):
        yield from _term(outline, value, portfolio)


def _tactic(
    outline: Outline, block: Block, index: int, portfolio: Sequence[str]
) -> Iterator[Proposal]:
    text = outline.text(block.items[index])
    if index + 1 < len(block.items):
        choices: Iterable[tuple[str, float]] = _NOT_LAST
    else:
        choices = _closers(outline, block, index, portfolio)
    for tactic, chance in choices:
        if tactic != text:
            edit = replace_items(outline, block, index, index, tactic)
            yield Proposal((edit,), 0, chance)


def _closers(
    outline: Outline, block: Block, index: int, portfolio: Sequence[str]
) -> Iterator[tuple[str, float]]:
    for tactic in portfolio:
        yield tactic, closer(tactic).chance
    if _REGROUPING.search(outline.text(block.items[index])):
        yield _REGROUP, 0.5
    names = [name for name in outline.names_before(block, index) if name != "this"]
    for rank, name in enumerate(names[:_MOST_NAMES]):
        yield f"exact {name}", 0.1 / (1 + rank)


def _values(outline: Outline) -> Iterator[Syntax]:
    """The terms in whose place a tactic can show the same: a whole proof, the values of typed
    facts, the steps of a ``calc``, and arguments in parentheses."""
    if outline.proof is not None:
        yield outline.proof
    for node in outline.view.value.walk():
        have = read_have(node) if node.kind.startswith("Tactic.") else None
        if have is not None and have.type is not None:
            yield have.value
        if last(node.kind).startswith("calc"):
            yield from (step.value for step in read_steps(node))
        if last(node.kind) == _ARGUMENT:
            yield node


def _term(outline: Outline, value: Syntax, portfolio: Sequence[str]) -> Iterator[Proposal]:
    if block_of(value) is not None or value.kind == IDENT or exact_term(value) is not None:
        return
    cost = outline.cost(value.start, value.end)
    is_argument = last(value.kind) == _ARGUMENT
    for tactic in portfolio:
        text = f"(by {tactic})" if is_argument else f"by {tactic}"
        chance = closer(tactic).chance * (0.5 if is_argument else 1)
        yield Proposal((Edit(value.start, value.end, text),), cost - 1, chance)


REWRITE = Rewrite("close_step", find)
