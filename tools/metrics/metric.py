"""What a metric is, what it measures, and how it says that it cannot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from tools.errors import BurnishError

if TYPE_CHECKING:
    from tools.lean.structure.tree import ProofTree
    from tools.rewriting.view import ProofView


class Evidence(Enum):
    """What must be known of a proof before a metric can say anything of it."""

    SYNTAX = "syntax"
    """Lean's parse of the proof: always there."""
    NAMES = "resolved names"
    """The theorems from elsewhere that it names (:mod:`tools.lean.named`)."""
    TREE = "proof tree"
    """Its goals, step by step (:mod:`tools.lean.structure`); there is none if it is too large."""
    COST = "heartbeats"
    """What elaborating it costs Lean (:mod:`tools.lean.heartbeats`)."""


@dataclass(frozen=True)
class MeasuredProof:
    """A proof and what is known of it; ``None`` is what nobody asked Lean for."""

    view: ProofView
    name: str = ""
    """The theorem, for messages."""
    verified: bool = True
    tree: ProofTree | None = None
    theorems: frozenset[str] | None = None
    """Full names of the theorems from outside the file that it names."""
    heartbeats: float | None = None
    missing: Mapping[Evidence, str] = field(default_factory=dict)
    """Why something is not known, one sentence each, where that was told."""

    @property
    def evidence(self) -> frozenset[Evidence]:
        """What is known."""
        known = {Evidence.SYNTAX}
        if self.tree is not None:
            known.add(Evidence.TREE)
        if self.theorems is not None:
            known.add(Evidence.NAMES)
        if self.heartbeats is not None:
            known.add(Evidence.COST)
        return frozenset(known)


class Metric(Protocol):
    """A number for a proof; higher is better, so a cost is negated."""

    @property
    def name(self) -> str:
        """One word, as the user writes it."""

    @property
    def description(self) -> str:
        """One sentence for people and for prompts: what is measured, and what is better."""

    @property
    def ceiling(self) -> float | None:
        """The value that no proof can exceed, where there is one: a search stops there."""

    @property
    def needs(self) -> frozenset[Evidence]:
        """What :meth:`measure` looks at."""

    def measure(self, proof: MeasuredProof) -> float:
        """The metric's value for a proof.

        Raises :class:`MetricFailed`, also where what it needs is not known of the proof.
        """


class MetricFailed(BurnishError):
    """A metric has no value for a theorem; the run goes on without it."""

    def __init__(self, metric: str, theorem: str, why: str) -> None:
        self.metric = metric
        self.theorem = theorem
        self.why = why
        super().__init__(f"The metric {metric} has no value for {theorem or 'the proof'}: {why}")

    def __reduce__(self) -> tuple[type[MetricFailed], tuple[str, str, str]]:
        """Pickle by the arguments: workers raise this across process borders."""
        return type(self), (self.metric, self.theorem, self.why)


_UNKNOWN = {
    Evidence.SYNTAX: "Lean did not parse it.",
    Evidence.NAMES: "the names in it were not resolved.",
    Evidence.TREE: "there is no proof tree of it.",
    Evidence.COST: "Lean did not tell what elaborating it costs.",
}


def unknown(metric: Metric, proof: MeasuredProof, evidence: Evidence) -> MetricFailed:
    """The failure of a metric for want of evidence; of a proof tree, also where it is raw."""
    why = proof.missing.get(evidence, _UNKNOWN[evidence])
    if evidence is Evidence.TREE and proof.tree is not None:
        why = "the goals of its proof tree are printed raw, so their text says nothing."
    return MetricFailed(metric.name, proof.name, why)


def is_cost(metric: Metric) -> bool:
    """Whether the metric is a negated amount of something that one wants little of."""
    return metric.ceiling is not None and metric.ceiling <= 0
