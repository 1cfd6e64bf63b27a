"""Asking Lean for what metrics need, and measuring: what cannot be told stops nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tools.errors import LeanCrashed, LeanKilled
from tools.lean.declarations import Declaration
from tools.lean.heartbeats import CostUnknown, heartbeats
from tools.lean.lean import Lean
from tools.lean.named import NamesUnknown, named_theorems
from tools.lean.source import Source
from tools.metrics.metric import Evidence, MeasuredProof, Metric, MetricFailed
from tools.rewriting.view import view_of

if TYPE_CHECKING:
    from tools.lean.structure.tree import ProofTree


@dataclass(frozen=True)
class Measured:
    """The values of some metrics for a proof, and why others have none."""

    values: Mapping[str, float]
    failures: Mapping[str, MetricFailed]


def needs_of(metrics: Iterable[Metric]) -> frozenset[Evidence]:
    """All that some metrics look at."""
    return frozenset(need for metric in metrics for need in metric.needs)


def gather(
    lean: Lean,
    source: Source,
    declarations: Sequence[Declaration],
    needs: Collection[Evidence],
    trees: Mapping[str, ProofTree] | None = None,
    missing: Mapping[Evidence, str] | None = None,
) -> tuple[MeasuredProof, ...]:
    """Some declarations of a file, each with a value, with what the metrics need of them.

    One run of Lean for the cost of all, two for their names. The proof trees are the caller's, by
    name; ``missing`` says why there are none. What Lean does not tell is noted in the result.

    Raises :class:`tools.errors.LeanUnavailable`, :class:`tools.errors.LeanKilled`, and
    :class:`tools.rewriting.view.NotOneProof` for a declaration without a value.
    """
    reasons = dict(missing or {})
    costs: Sequence[float | None] = [None] * len(declarations)
    theorems: Sequence[frozenset[str] | None] = [None] * len(declarations)
    if Evidence.COST in needs:
        try:
            costs = heartbeats(lean, source, declarations)
        except LeanKilled:
            raise
        except (CostUnknown, LeanCrashed) as error:
            reasons[Evidence.COST] = str(error)
    if Evidence.NAMES in needs:
        try:
            theorems = named_theorems(lean, source, declarations)
        except LeanKilled:
            raise
        except (NamesUnknown, LeanCrashed) as error:
            reasons[Evidence.NAMES] = str(error)
    return tuple(
        MeasuredProof(
            view=view_of(source, declaration),
            name=declaration.name,
            tree=(trees or {}).get(declaration.name),
            theorems=named,
            heartbeats=cost,
            missing=reasons,
        )
        for declaration, cost, named in zip(declarations, costs, theorems, strict=True)
    )


def measure(metrics: Iterable[Metric], proof: MeasuredProof) -> Measured:
    """The values of some metrics for one proof; the failure of one leaves the others."""
    values: dict[str, float] = {}
    failures: dict[str, MetricFailed] = {}
    for metric in metrics:
        try:
            values[metric.name] = metric.measure(proof)
        except MetricFailed as failure:
            failures[metric.name] = failure
    return Measured(values, failures)
