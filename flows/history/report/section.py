"""The part of the page that is about one theorem, as the template wants it."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from flows.history.report.changes import DiffLine, MetricChange, diff_lines, metric_changes
from flows.history.report.code import code
from flows.history.report.data import ReportedTheorem
from flows.history.report.goals import marked_steps
from flows.history.report.plots import FrontPlot, Timeline, front_plots, timeline
from flows.history.report.scoring import stored_names, yardstick_of
from flows.history.report.trees import DrawnProof
from flows.history.rounds import Tried
from flows.history.story import Step
from flows.results import TheoremResult
from storage.overview import AttemptOverview
from tools.drawing.picture import inline_picture

_LARGEST_PICTURE = 150_000
"""Characters of a picture; a proof of some hundreds of steps has a larger one."""
_WAYS = 12
_FRONT_PROOFS = 12


@dataclass(frozen=True)
class Side:
    """One of the two proofs."""

    title: str
    code: Markup
    has_goals: bool
    tree: Markup | None
    tree_lacks: str
    """Why there is no picture; empty if there is one."""


@dataclass(frozen=True)
class Details:
    """Everything beside the proofs."""

    changes: list[MetricChange]
    plots: list[FrontPlot]
    timeline: Timeline | None
    tried: tuple[Tried, ...]
    """The ways in which attempts were made, the busiest first."""
    steps: tuple[Step, ...]
    """How the best came about."""
    front: list[tuple[str, Markup]]
    """What the members of the front are worth, and their proofs, where they are seen nowhere
    else."""


@dataclass(frozen=True)
class Section:
    """One theorem of the page."""

    number: int
    theorem: ReportedTheorem
    before: Side
    after: Side | None
    """``None`` where the proof is the same."""
    diff: list[DiffLine]
    details: Details | None


def section_of(
    number: int,
    theorem: ReportedTheorem,
    before: DrawnProof | None = None,
    after: DrawnProof | None = None,
    details: Details | None = None,
) -> Section:
    """A theorem's two proofs, with their trees where those are known."""
    result = theorem.result
    return Section(
        number,
        theorem,
        _side("before", result.theorem, result.original, before),
        _side("after", result.theorem, result.proof, after) if result.improved else None,
        list(diff_lines(result.hunks)),
        details,
    )


def details_of(
    theorem: ReportedTheorem, attempts: list[AttemptOverview], stored_metrics: tuple[str, ...]
) -> Details:
    """What is told of a theorem beside its proofs."""
    result = theorem.result
    names = stored_names(result.values_before, stored_metrics)
    line = None
    if attempts:
        yardstick = yardstick_of(result, names)
        original = {names[name]: value for name, value in result.values_before.items()}
        line = timeline(result.theorem, attempts, yardstick.value(original), yardstick)
    return Details(
        metric_changes(result),
        front_plots(result, attempts, names),
        line,
        theorem.told.tried[:_WAYS],
        theorem.told.steps,
        _front_proofs(result),
    )


def _side(title: str, name: str, text: str, drawn: DrawnProof | None) -> Side:
    if drawn is None or drawn.tree.end - drawn.tree.start != len(text.encode("utf-8")):
        return Side(title, code(text), False, None, "")
    marked = marked_steps(text, drawn.tree)
    picture = inline_picture(drawn.tree, drawn.effective, f"Proof tree of {name}, {title}")
    if len(picture) > _LARGEST_PICTURE:
        lacks = f"The tree {title} is too large for this page: `burnish show --svg` draws it."
        return Side(title, code(text, marked), bool(marked), None, lacks)
    return Side(title, code(text, marked), bool(marked), Markup(picture), "")


def _front_proofs(result: TheoremResult) -> list[tuple[str, Markup]]:
    """The members of the front that are neither the original nor the proof that was accepted."""
    others = [m for m in result.front if m["attempt"] and m["proof"] != result.proof]
    return [
        (
            f"attempt {member['attempt']}: "
            + ", ".join(f"{name} {value:g}" for name, value in member["values"].items()),
            code(member["proof"]),
        )
        for member in others[:_FRONT_PROOFS]
    ]
