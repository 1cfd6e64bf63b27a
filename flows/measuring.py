"""The work of `burnish metrics`: every metric of the theorems that are pointed at."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from flows.checking import describe
from flows.settings import Settings
from flows.targets import Target, find_proofs, read_source, require_lean
from tools.lean.analysis import analyse
from tools.lean.check import Report, check
from tools.lean.declarations import Declaration
from tools.lean.lean import Lean
from tools.lean.proof_tree import ProofTree, draw_each
from tools.lean.source import Source
from tools.lean.toolchain import Toolchain, choose_toolchain
from tools.lean.verdict import Inconclusive, Rejected, Verdict, Verified
from tools.metrics import METRICS
from tools.metrics.completion import COMPLETION
from tools.metrics.measuring import gather, measure, needs_of
from tools.metrics.metric import Evidence, MeasuredProof, Metric
from tools.metrics.registry import find_metrics


@dataclass(frozen=True)
class MeasuredTheorem:
    """The metrics of one theorem."""

    name: str
    """Empty for an example."""
    line: int
    verdict: str
    """``verified``, ``rejected`` or ``inconclusive``."""
    values: Mapping[str, float]
    reasons: Mapping[str, str]
    """Why a metric has no value, by the metric's name."""


@dataclass(frozen=True)
class MeasuredTarget:
    """The metrics of what was pointed at."""

    path: Path
    toolchain: Toolchain
    metrics: tuple[Metric, ...]
    """In the order in which they are shown."""
    theorems: tuple[MeasuredTheorem, ...]
    seconds: float

    @property
    def lean(self) -> dict[str, str]:
        return describe(self.toolchain)

    @property
    def all_verified(self) -> bool:
        return all(theorem.verdict == "verified" for theorem in self.theorems)


def measure_target(
    target: Target,
    own: Sequence[str],
    settings: Settings,
    named: str | None,
    progress: Callable[[str], None],
) -> MeasuredTarget:
    """All of Burnish's metrics and the user's ``own`` for a theorem, or for all of a file.

    A proof that does not check has no value but for completion. Raises :class:`UserInputError`.
    """
    started = time.monotonic()
    source = read_source(target.path)
    with redirect_stdout(sys.stderr):  # results alone go there, whatever a user's metric prints
        progress(f"{target.path}: Lean reads and checks it")
        metrics = tuple(find_metrics([*METRICS, *own]).values())
        toolchain = choose_toolchain(target.path, named or settings.lean, progress)
        lean = Lean(toolchain, settings.lean_seconds)
        analysis, _ = analyse(lean, source)
        require_lean(target.path, analysis)
        chosen = find_proofs(target, analysis.declarations)
        reports = {
            d.start: report
            for d, report in zip(analysis.declarations, check(lean, analysis), strict=True)
        }
        told = partial(_tell, progress, target.path, len(chosen))
        checked = [d for d in chosen if isinstance(reports[d.start].verdict, Verified)]
        proofs = {
            d.start: proof
            for d, proof in zip(checked, _proofs(lean, source, checked, metrics, told), strict=True)
        }
        theorems = tuple(_theorem(metrics, reports[d.start], proofs.get(d.start)) for d in chosen)
    seconds = time.monotonic() - started
    return MeasuredTarget(target.path, toolchain, metrics, theorems, seconds)


def _proofs(
    lean: Lean,
    source: Source,
    declarations: Sequence[Declaration],
    metrics: Sequence[Metric],
    told: Callable[[str], None],
) -> list[MeasuredProof]:
    """What the metrics look at, for some declarations that check; ``told`` hears what is next."""
    told("names and costs")
    proofs = _gathered(lean, source, declarations, needs_of(metrics))
    told("proof trees")
    trees = draw_each(lean, source, declarations)
    return [
        replace(proof, tree=tree)
        if isinstance(tree, ProofTree)
        else replace(proof, missing={**proof.missing, Evidence.TREE: str(tree)})
        for proof, tree in zip(proofs, trees, strict=True)
    ]


def _gathered(
    lean: Lean, source: Source, declarations: Sequence[Declaration], needs: Collection[Evidence]
) -> Sequence[MeasuredProof]:
    """Names and costs; where Lean tells nothing of all together, of each alone."""
    proofs = gather(lean, source, declarations, needs)
    if len(proofs) > 1 and proofs[0].missing:
        return [proof for d in declarations for proof in gather(lean, source, [d], needs)]
    return proofs


def _tell(progress: Callable[[str], None], path: Path, theorems: int, what: str) -> None:
    progress(f"{path}: {what} of {theorems} theorem{'' if theorems == 1 else 's'}")


def _theorem(
    metrics: Sequence[Metric], report: Report, proof: MeasuredProof | None
) -> MeasuredTheorem:
    """The metrics of a theorem, of which only completion is left where Lean has not accepted it."""
    kind = report.verdict.kind
    if proof is not None:
        measured = measure(metrics, proof)
        reasons = {name: failure.why for name, failure in measured.failures.items()}
        return MeasuredTheorem(report.name, report.line, kind, measured.values, reasons)
    why = _obstacle(report.verdict)
    values = {COMPLETION.name: 0.0} if isinstance(report.verdict, Rejected) else {}
    reasons = {metric.name: why for metric in metrics if metric.name not in values}
    return MeasuredTheorem(report.name, report.line, kind, values, reasons)


def _obstacle(verdict: Verdict) -> str:
    """Why a proof that Lean has not accepted cannot be measured."""
    match verdict:
        case Rejected(diagnostics) if diagnostics:
            first = diagnostics[0]
            return f"it does not check (line {first.line}: {first.text.strip().splitlines()[0]})"
        case Inconclusive(reason):
            return f"nothing is known of it: {reason}"
    return "it does not check"
