"""Formal skeletons: proofs with holes (`sorry`), which Lean checks with the holes open.

A skeleton that Lean accepts so proves nothing; it shows that its steps would suffice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tools.errors import LeanCrashed
from tools.lean.analysis import analyse, errors_within
from tools.lean.lean import Lean
from tools.lean.problem import Problem
from tools.lean.proof_tree import ProofTreeTooLarge, draw
from tools.lean.refusals import unread
from tools.lean.source import Source
from tools.lean.states import DEFAULT_LIMITS, Limits, chain_of_states

_HOLE = re.compile(r"(?<![\w.])sorry(?![\w.'!?])")


@dataclass(frozen=True)
class Skeleton:
    """A declaration with open holes that elaborates."""

    declaration: str
    """Its text."""
    states: str
    """The same with the goals before each tactic, and so those of the holes, as comments."""
    holes: int


@dataclass(frozen=True)
class Unsound:
    """Not a skeleton, and why."""

    reason: str


def check_skeleton(
    lean: Lean, problem: Problem, declaration: str, limits: Limits = DEFAULT_LIMITS
) -> Skeleton | Unsound:
    """Whether a candidate elaborates in the theorem's place but for its holes.

    Raises :class:`tools.errors.LeanUnavailable`.
    """
    filled, holes = _HOLE.subn("rfl", declaration)
    if not holes:
        return Unsound("it has no hole")
    if (refusal := unread(problem, filled)) is not None:
        return Unsound(refusal.diagnostics[0].text)
    start = problem.declaration.start
    source = Source(problem.source.slice(0, start) + declaration)
    try:
        analysis, run = analyse(lean, source)
        if not run.complete:
            return Unsound(f"Lean was stopped at {run.limit}")
        errors = list(errors_within(source, analysis.diagnostics, start, len(source.data) + 1))
        if errors:
            return Unsound(errors[0].text.strip())
        own = [one for one in analysis.declarations if one.start >= start]
        if len(own) != 1 or own[0].value is None:
            return Unsound("it is not one declaration")
        (tree,) = draw(lean, source, own)
    except (ProofTreeTooLarge, LeanCrashed) as error:
        return Unsound(str(error))
    holes = sum(token.value == "sorry" for token in own[0].value.tokens())
    return Skeleton(declaration, chain_of_states(source, tree, limits), holes)
