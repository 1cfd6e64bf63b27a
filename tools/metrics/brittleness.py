"""Brittleness: how many steps break when something elsewhere changes a little.

Our own count of what Mathlib's style guide and linters warn of. A step is brittle if it

- names inaccessible hypotheses: it refers to one that has no name of its own, by its type
  (``‹p›``), or names them by their position (``rename_i``, ``next x =>``, ``case tag x =>``);
- is a ``simp`` without ``only`` that leaves a goal, on whose form the next step then rests;
- reorders goals by their position (``rotate_left``, ``rotate_right``, ``swap``, ``pick_goal``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tools.lean.syntax import IDENT, Syntax
from tools.metrics.metric import Evidence, MeasuredProof, unknown
from tools.metrics.reading import last, nodes

if TYPE_CHECKING:
    from tools.lean.structure.tree import ProofStep

_POSITIONAL = frozenset(
    {
        "renameI",
        "rotateLeft",
        "rotateRight",
        "tacticSwap",
        "tacticPick_goal_",
        "«tacticPick_goal-_»",
    }
)
"""Lean's own kinds, and those of Batteries."""
_BY_TYPE = "«term‹_›»"
_SIMP = frozenset(
    {"simp", "simpAll", "dsimp", "simpAutoUnfold", "simpAllAutoUnfold", "dsimpAutoUnfold"}
)
_NEXT = "«tacticNext_=>_»"
_CASES = frozenset({"case", "case'"})
_ONLY = "only"


def brittle_steps(proof: MeasuredProof) -> int | None:
    """The number of brittle steps of a proof; ``None`` without a proof tree."""
    if proof.tree is None:
        return None
    offset = proof.tree.start
    steps = {(s.start - offset, s.end - offset, s.kind): s for s in proof.tree.walk()}
    found: set[tuple[int, int, str]] = set()
    inner: list[Syntax] = []
    for node in nodes(proof.view.value):
        place = (node.start, node.end, node.kind)
        step = steps.get(place)
        if step is not None and _is_brittle(node, step):
            found.add(place)
        if last(node.kind) == _BY_TYPE:
            inner.append(node)
    for node in inner:
        around = [p for p in steps if p[0] <= node.start and node.end <= p[1]]
        if around:  # the innermost step is the one that names it
            found.add(min(around, key=lambda p: (p[1] - p[0], -p[0])))
    return len(found)


def _is_brittle(node: Syntax, step: ProofStep) -> bool:
    kind = last(node.kind)
    if kind in _POSITIONAL:
        return True
    if kind == _NEXT:
        return any(_gives_name(child) for child in node.children[1:2])
    if kind in _CASES:
        tags = (part for part in node[1].walk() if last(part.kind) == "caseArg")
        return any(_gives_name(names) for tag in tags for names in tag.children[1:])
    return kind in _SIMP and not _has_only(node) and _leaves_a_goal(step)


def _gives_name(binders: Syntax) -> bool:
    """Whether there is a name (not just ``_``) among what an inaccessible hypothesis is called."""
    return any(token.kind == IDENT for token in binders.tokens())


def _has_only(node: Syntax) -> bool:
    """Whether the ``only`` is the tactic's own: not one inside of its arguments."""
    return any(child.has_atom(0, _ONLY) for child in node.children)


def _leaves_a_goal(step: ProofStep) -> bool:
    return any(run.before and len(run.after) >= len(run.before) for run in step.runs)


@dataclass(frozen=True)
class Brittleness:
    """The metric: the number of brittle steps, negated."""

    name: str = "brittleness"
    description: str = (
        "The number of steps that name inaccessible hypotheses, use `simp` without `only` before "
        "the end, or go by positions, negated: fewer are better."
    )
    ceiling: float | None = 0.0
    needs: frozenset[Evidence] = frozenset({Evidence.TREE})

    def measure(self, proof: MeasuredProof) -> float:
        count = brittle_steps(proof)
        if count is None:
            raise unknown(self, proof, Evidence.TREE)
        return float(-count)


BRITTLENESS = Brittleness()
