"""Which proofs of a statement to try, and in which order."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import chain, zip_longest

from tools.lean.structure.goals import Goal
from tools.lean.structure.tree import ProofTree
from tools.rewriting.candidate import Candidate, make_candidate
from tools.rewriting.edits import Edit
from tools.rewriting.layout import WIDTH
from tools.rewriting.outline import Outline
from tools.rewriting.proving.closers import Closers, closers
from tools.rewriting.proving.draft import Draft
from tools.rewriting.proving.openings import functions, openings
from tools.rewriting.proving.repairs import repairs
from tools.rewriting.view import ProofView

PROVE, REPAIR = "prove", "repair"
"""The names under which candidates are recorded."""


def prove(
    view: ProofView,
    *,
    draft: Draft | None,
    tree: ProofTree | None,
    portfolio: Sequence[str],
    limit: int,
    skip: Collection[str] = (),
) -> list[Candidate]:
    """At most ``limit`` proofs for a statement, the plainest first, and repairs of ``draft``.

    ``view`` is the statement with ``by sorry`` and ``tree`` its proof tree, for the goal; without
    it only what needs no names is tried. Texts in ``skip`` are left out, and no text comes twice.
    """
    closing = closers(Outline(view), portfolio)
    seen = {*skip}
    chosen: list[Candidate] = []
    for candidate in _alternating(
        _repaired(draft, closing) if draft is not None else iter(()),
        _proved(view, _goal(tree), closing),
    ):
        if candidate.declaration not in seen:
            seen.add(candidate.declaration)
            chosen.append(candidate)
            if len(chosen) == limit:
                break
    return chosen


def _alternating(*sources: Iterator[Candidate]) -> Iterator[Candidate]:
    return (one for one in chain.from_iterable(zip_longest(*sources)) if one is not None)


def _repaired(draft: Draft, closing: Closers) -> Iterator[Candidate]:
    for edits in repairs(draft, closing):
        yield make_candidate(draft.view, edits, (REPAIR,), 1)


def _proved(view: ProofView, goal: Goal | None, closing: Closers) -> Iterator[Candidate]:
    opening = len(view.text.slice(0, view.value.start).rpartition("\n")[2]) + len(":= by ")
    for lines in _proofs(goal, closing):
        fits = len(lines) == 1 and opening + len(lines[0]) <= WIDTH
        text = f" {lines[0]}" if fits else "".join(f"\n  {line}" for line in lines)
        whole = Edit(view.value.start, view.value.end, f":= by{text}")
        yield make_candidate(view, [whole], (PROVE,), 1)


def _proofs(goal: Goal | None, closing: Closers) -> Iterator[tuple[str, ...]]:
    """The lines of whole proofs."""
    for tactic in closing.alone:
        yield (tactic,)
    if goal is None:
        for tactic in closing.quick:
            yield ("intros", tactic)
        return
    for name in functions(goal.hypotheses):
        for tactic in closing.quick:
            yield (f"apply {name} <;> {tactic}",)
    for opening in openings(goal):
        for tactic in closing.quick if opening.splits else closing.alone:
            yield opening.close(tactic)


def _goal(tree: ProofTree | None) -> Goal | None:
    """What the statement asks for."""
    if tree is None:
        return None
    return next((goal for step in tree.walk() for goal in step.goals_before), None)
