"""A subproof becomes a fact: what a bullet, a ``case``, an alternative or a ``by`` inside a term
shows is stated before the tactic that asks for it, and used there.

What the subproof has in its context and the place of the statement has not becomes a premise of
the fact: ``have h_inl : p → r := by intro hp …`` before ``cases h with``, ``exact h_inl hp`` in the
alternative. All the subproofs of one tactic are lifted together too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tools.lean.syntax import IDENT, NULL, Syntax
from tools.rewriting.edits import Edit
from tools.rewriting.layout import shift
from tools.rewriting.outline import Block, Outline
from tools.rewriting.proposal import Proposal, Rewrite
from tools.rewriting.reading import exact_term, is_bullet, keyword, last, read_have
from tools.rewriting.statement import Statement, fresh_name, give, prove, statement
from tools.rewriting.surgery import replace_suffix, tactics_at

TRIVIAL = 2
"""The most steps of a fact that counts as trivial (:mod:`tools.metrics.modularity`)."""
_ALTERNATIVE = "inductionAlt"
_CHANCE = 0.7
_CHANCE_TOGETHER = 0.6


@dataclass(frozen=True)
class Lift:
    """A subproof that can be stated before an item of a block."""

    before: Syntax
    """The item that asks for it, and before which it is stated."""
    stated: str
    """The ``have``, laid out for the column of :attr:`before`."""
    use: Edit
    """What takes the subproof's place."""
    steps: int
    """The tactics that it costs more than the subproof did."""
    is_fact: bool
    """Whether it is one that modularity counts."""


def find(outline: Outline, portfolio: Sequence[str]) -> Iterable[Proposal]:
    together: dict[int, list[Lift]] = {}
    for block in outline.blocks:
        lift = _lift(outline, block)
        if lift is not None:
            yield _proposal([lift], _CHANCE)
            together.setdefault(lift.before.start, []).append(lift)
    for lifts in together.values():
        if len(lifts) > 1:
            yield _proposal(lifts, _CHANCE_TOGETHER)


def _proposal(lifts: Sequence[Lift], chance: float) -> Proposal:
    start = lifts[0].before.start
    stated = Edit(start, start, "".join(lift.stated for lift in lifts))
    facts = sum(lift.is_fact for lift in lifts)
    steps = sum(lift.steps for lift in lifts)
    return Proposal((stated, *(lift.use for lift in lifts)), -steps, chance, facts)


def _lift(outline: Outline, block: Block) -> Lift | None:
    before = _asking(outline, block)
    if before is None or is_plain(block.items) or not may_insert_before(outline, before):
        return None
    inner, outer = outline.goals.before(block.items[0]), outline.goals.before(before)
    if inner is None or outer is None:
        return None
    stated = statement(inner, outer, outline.names_of_owner(block))
    if stated is None:
        return None
    name = fresh_name(outline, inner.case, block.items[0].start)
    column = outline.column(before.start)
    cost = outline.cost(block.items[0].start, block.items[-1].end)
    introduces = bool(stated.names)
    return Lift(
        before,
        shift(state(outline, block.items, name, stated, column) + "\n", column) + " " * column,
        replace_suffix(outline, block, 0, f"exact {stated.use(name)}"),
        2 + introduces,
        cost + introduces > TRIVIAL and is_new(stated, outer.target),
    )


def may_insert_before(outline: Outline, item: Syntax) -> bool:
    """Whether lines may be put before an item: not where it follows another on its line."""
    line = outline.data[outline.line_start(item.start) : item.start].decode("utf-8").rstrip()
    return not line.strip() or line.endswith(("by", "=>", "·"))


def state(
    outline: Outline, items: tuple[Syntax, ...], name: str, stated: Statement, column: int
) -> str:
    """The ``have`` that shows a statement with the given tactics, from column 0."""
    term = exact_term(items[0]) if len(items) == 1 and not stated.names else None
    if term is not None and "\n" not in outline.text(term):
        return give(name, stated, outline.text(term), column)
    return prove(name, stated, tactics_at(outline, items), column)


def is_new(stated: Statement, parent: str) -> bool:
    """Whether a statement says more than its parent's goal with data introduced or not."""
    parent = " ".join(parent.split())
    return stated.type != parent and (stated.target != parent or stated.brings_fact)


def is_plain(items: tuple[Syntax, ...]) -> bool:
    """Whether a subproof is a single name, which says as much as a fact would."""
    if len(items) > 1:
        return False
    term = exact_term(items[0])
    return keyword(items[0]) in ("assumption", "rfl", "trivial") or (
        term is not None and term.kind == IDENT
    )


def _asking(outline: Outline, block: Block) -> Syntax | None:
    """The item of the block around that asks for what a block shows."""
    if block.around is None:
        return None
    items, position = block.around.items, block.position
    item = items[position]
    if _holds_cases(item):
        return next((i for i in reversed(items[:position]) if not _holds_cases(i)), None)
    owner = outline.parent(block.owner) if block.owner.kind == NULL else block.owner
    if block.is_by:
        have = read_have(item)
        is_stated = have is not None and have.type is not None and have.value is block.owner
        return None if is_stated else item
    return item if owner is not None and last(owner.kind) == _ALTERNATIVE else None


def _holds_cases(item: Syntax) -> bool:
    return is_bullet(item) or keyword(item) in ("case", "next")


REWRITE = Rewrite("lift_block", find)
