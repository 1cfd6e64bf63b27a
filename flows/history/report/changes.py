"""What became of each metric of a theorem, with bars, and of the text of its file, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from flows.results import TheoremResult

_WIDTH = 120.0
_BAR = 7.0


@dataclass(frozen=True)
class MetricChange:
    """One metric before and after; higher is better."""

    name: str
    before: float
    after: float | None
    bars: Markup

    @property
    def change(self) -> float | None:
        return None if self.after is None else self.after - self.before

    @property
    def outcome(self) -> Literal["better", "worse", "equal"]:
        if not self.change:
            return "equal"
        return "better" if self.change > 0 else "worse"

    @property
    def words(self) -> str:
        """How much better or worse it is, in the units of the value before where that is not 0."""
        if not self.change:
            return "="
        share = (
            f"{abs(self.change / self.before):.0%}" if self.before else f"by {abs(self.change):g}"
        )
        return f"{share} {self.outcome}"


@dataclass(frozen=True)
class DiffLine:
    """A line of a diff."""

    kind: Literal["add", "cut", "at", "same"]
    text: str


def metric_changes(result: TheoremResult) -> list[MetricChange]:
    """All metrics that were measured for the original."""
    changes: list[MetricChange] = []
    for name, before in result.values_before.items():
        after = result.values_after.get(name)
        changes.append(MetricChange(name, before, after, _bars(before, after)))
    return changes


def better_by(result: TheoremResult) -> str:
    """How much better a theorem is, in few words."""
    if result.skipped:
        return "skipped"
    if result.verdict != "verified":
        return "not proved"
    if result.proved:
        return "proved"
    share, part = result.better_by or "=", result.decisive["text"]
    return share if part == result.metric or share == "=" else f"{part} {share}"


def gain_of(result: TheoremResult) -> float:
    """What theorems are sorted by where that counts; without a value they come last."""
    if result.before is None or result.after is None:
        return float("-inf")
    part = result.decisive
    gain: float = part["after"] - part["before"]
    return gain / abs(part["before"]) if part["before"] else gain


def diff_lines(hunks: str) -> Iterator[DiffLine]:
    """The lines of a diff, each of its kind."""
    for line in hunks.split("\n") if hunks else ():
        match line[:1]:
            case "+":
                yield DiffLine("add", line)
            case "-":
                yield DiffLine("cut", line)
            case "@" | "\\":
                yield DiffLine("at", line)
            case _:
                yield DiffLine("same", line)


def _bars(before: float, after: float | None) -> Markup:
    """Two bars as long as the values are large, whatever their sign."""
    largest = max(abs(before), abs(after or 0.0)) or 1.0
    pieces = [_bar(0, abs(before) / largest, "was")]
    if after is not None:
        style = "equal" if after == before else "better" if after > before else "worse"
        pieces.append(_bar(1, abs(after) / largest, style))
    size = f'width="{_WIDTH:.0f}" height="{2 * _BAR + 2:.0f}"'
    return Markup(f'<svg class="bars" {size} aria-hidden="true">{"".join(pieces)}</svg>')


def _bar(row: int, share: float, style: str) -> str:
    width = max(2.0, share * _WIDTH)
    place = f'y="{row * (_BAR + 2):.0f}" width="{width:.1f}" height="{_BAR:.0f}"'
    return f'<rect class="{style}" x="0" {place} rx="1.5"/>'
