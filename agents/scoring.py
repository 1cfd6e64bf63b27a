"""What verified proofs are worth: metric values, asked of Lean where the syntax is not enough.

A candidate's tree and cost come from a run on its file with the candidate in place, up to where it
ends. What a metric cannot say of one proof leaves the others, and the run, as they are.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import structlog

from storage.keys import content_key
from tools.errors import LeanCrashed, LeanKilled
from tools.lean.declarations import Declaration, declaration_of
from tools.lean.lean import Lean
from tools.lean.problem import Problem
from tools.lean.proof_tree import NoProofTree, draw
from tools.lean.structure.tree import ProofTree
from tools.lean.syntax import Syntax
from tools.metrics import Evidence, MeasuredProof, Metric, MetricFailed
from tools.metrics.combine import Objective
from tools.metrics.measuring import Measured, gather, measure, needs_of
from tools.rewriting import ProofView

_log = structlog.get_logger(__name__)

_KEPT_TREES = 64


class Scorer:
    """Measures proofs of one file's theorems by some metrics; may be shared by threads."""

    def __init__(
        self,
        lean: Lean,
        objective: Objective,
        metrics: Mapping[str, Metric],
        pareto: Sequence[str] = (),
    ) -> None:
        """``metrics`` holds those that the objective and the front ``pareto`` name, and others that
        are to be recorded."""
        self.objective = objective
        self.metrics = metrics
        gains = [name for weight, name in objective.sums[0].terms if weight > 0]
        self.wanted = tuple(dict.fromkeys([*gains, *pareto])) or objective.metrics
        """The metrics that proposers are to make better; at least one."""
        self.stored_names = {name: stored_name(metric) for name, metric in metrics.items()}
        """For each metric the name under which values are stored."""
        self._lean = lean
        self._needs = needs_of(metrics.values())
        self._lock = threading.Lock()
        self._told: set[str] = set()
        self._trees: dict[tuple[int, str], ProofTree] = {}

    @property
    def portion(self) -> int:
        """How many proofs to measure at a time where each takes Lean; 0 where none does."""
        return 0 if self._needs <= {Evidence.SYNTAX} else 2 * self._lean.pool.size

    def measure(self, problem: Problem, views: Sequence[ProofView]) -> list[Measured]:
        """The values of the metrics for some verified proofs of a theorem, in their order.

        A metric without a value for a proof, for instance where the proof tree is too large, is
        among the failures there. Raises :class:`tools.errors.LeanUnavailable`.
        """
        if not self.portion:
            return [self._values(MeasuredProof(view, problem.name)) for view in views]
        with ThreadPoolExecutor(self._lean.pool.size) as threads:
            return list(threads.map(lambda view: self._measure_in_place(problem, view), views))

    def _measure_in_place(self, problem: Problem, view: ProofView) -> Measured:
        source = problem.splice(view.text.text)
        declaration = _in_place(problem, view)
        trees, missing = {}, {}
        if Evidence.TREE in self._needs:
            drawn = self._draw(problem, view)
            if isinstance(drawn, str):
                missing[Evidence.TREE] = drawn
            else:
                trees[declaration.name] = drawn
        (proof,) = gather(
            self._lean, source, [declaration], self._needs, trees=trees, missing=missing
        )
        return self._values(replace(proof, view=view))

    def tree(self, problem: Problem, view: ProofView) -> ProofTree | None:
        """The proof tree of a verified proof of a theorem; ``None`` if it cannot be had."""
        drawn = self._draw(problem, view)
        return None if isinstance(drawn, str) else drawn

    def _draw(self, problem: Problem, view: ProofView) -> ProofTree | str:
        """The tree, or why there is none. A proof is drawn once to be measured and then again for
        each round that starts from it, so trees are kept."""
        source = problem.splice(view.text.text)
        key = problem.declaration.start, source.digest
        with self._lock:
            if (known := self._trees.get(key)) is not None:
                return known
        try:
            (tree,) = draw(self._lean, source, [_in_place(problem, view)])
        except LeanKilled:
            raise  # it says nothing about the proof, so nothing may be concluded and stored
        except (NoProofTree, LeanCrashed) as error:
            return str(error)
        with self._lock:
            self._trees[key] = tree
            if len(self._trees) > _KEPT_TREES:
                del self._trees[next(iter(self._trees))]
        return tree

    def _values(self, proof: MeasuredProof) -> Measured:
        measured = measure(self.metrics.values(), proof)
        for failure in measured.failures.values():
            self._tell(failure)
        return measured

    def _tell(self, failure: MetricFailed) -> None:
        """Once for each metric and theorem."""
        with self._lock:
            if str(failure) in self._told:
                return
            self._told.add(str(failure))
        _log.warning("metric", theorem=failure.theorem, metric=failure.metric, why=failure.why)


def _in_place(problem: Problem, view: ProofView) -> Declaration:
    """The declaration of a candidate in its file."""
    original = problem.declaration
    node = view.syntax.moved(original.start)
    command = node
    if original.command is not original.syntax:  # within `mutual`, or behind an `in`
        growth = len(view.text.data) - (original.end - original.start)
        command = Syntax(
            original.command.kind, original.command.start, original.command.end + growth, (node,)
        )
    return replace(
        declaration_of(node), name=original.name, namespace=original.namespace, command=command
    )


def stored_name(metric: Metric) -> str:
    """Under which a metric's values are stored: a user's own has its version in it."""
    version = getattr(metric, "version", "")
    return f"{metric.name}@{content_key(version)[:12]}" if version else metric.name
