"""The plots of an evaluation: best@k by k, improvements over theorems, one setting by another."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tools.drawing.svg import cut, written
from tools.evaluation.chart import Axis, Chart, mark, style, ticks
from tools.evaluation.paired import Comparison
from tools.evaluation.table import Row

_NAMES_TOLD = 5
_NAME_COLUMNS = 28
_RADIUS = 4.0
_MOST_RADIUS = 16.0


@dataclass(frozen=True)
class Series:
    """A setting as plots know it: its number, by which it is coloured, and its name."""

    index: int
    name: str


def curve(metric: str, lines: Sequence[tuple[Series, Sequence[Row]]]) -> str:
    """Mean best@k by k, with a band for the 95% interval; k goes by its logarithm."""
    known = [
        (series, [(row, row.improvement) for row in rows if row.improvement is not None])
        for series, rows in lines
    ]
    ks = sorted({row.k for _, points in known for row, _ in points}) or [1]
    bounds = [
        bound
        for _, points in known
        for row, value in points
        for bound in (value, row.improvement_low, row.improvement_high)
        if bound is not None
    ]
    chart = Chart(
        f"Mean improvement of {metric} by the number of samples",
        _axis_of_ks(ks),
        Axis.of_numbers(bounds, f"mean improvement of {metric}"),
    )
    for series, points in known:
        chart.add(_band(chart, series, [row for row, _ in points]))
    for series, points in known:
        way = " L ".join(chart.point(row.k, value) for row, value in points)
        if way:
            chart.add(f'<path class="line {style(series.index)}" d="M {way}"/>')
        for row, value in points:
            told = written(f"{series.name}: {value:.3f} at {row.k}, {row.theorems} theorems")
            sign = mark(series.index, chart.x(row.k), chart.y(value))
            chart.add(f"<g><title>{told}</title>{sign}</g>")
    return chart.svg()


def _axis_of_ks(ks: Sequence[int]) -> Axis:
    """The k as ticks, and room on both sides where there is one only."""
    if len(ks) == 1:
        k = ks[0]
        return Axis([k / 2, k, k * 2], ["", str(k), ""], "samples a theorem, k", True)
    # Labels closer than a quarter of a doubling would stand on each other.
    room = math.log(ks[-1] / ks[0]) / 14
    labels = [str(ks[0])]
    last = ks[0]
    for k in ks[1:]:
        near = math.log(k / last) < room
        labels.append("" if near else str(k))
        last = last if near else k
    return Axis(ks, labels, "samples a theorem, k", True)


def _band(chart: Chart, series: Series, rows: Sequence[Row]) -> str:
    """From the lower bounds forth to the upper bounds back; a whisker if there is one k only."""
    bounds = [
        (row.k, row.improvement_low, row.improvement_high)
        for row in rows
        if row.improvement_low is not None and row.improvement_high is not None
    ]
    if not bounds:
        return ""
    outline = [chart.point(k, low) for k, low, _ in bounds]
    outline += [chart.point(k, high) for k, _, high in reversed(bounds)]
    way = " L ".join(outline)
    if len(bounds) == 1:
        return f'<path class="line {style(series.index)}" d="M {way}"/>'
    return f'<path class="band {style(series.index)}" d="M {way} z"/>'


def distribution(metric: str, k: int, lines: Sequence[tuple[Series, Sequence[float]]]) -> str:
    """Each setting's theorems from the most improved to the least, as shares of all of them."""
    chart = Chart(
        f"Improvement of {metric} over theorems, best of {k}",
        Axis(
            [0.0, 0.25, 0.5, 0.75, 1.0],
            ["0%", "25%", "50%", "75%", "100%"],
            "share of theorems, the most improved first",
        ),
        Axis.of_numbers(
            [value for _, values in lines for value in values], f"best@{k} of {metric}"
        ),
    )
    for series, values in lines:
        ordered = sorted(values, reverse=True)
        if not ordered:
            continue
        way = [f"M {chart.point(0, ordered[0])}"]
        for i, (value, following) in enumerate(pairwise(ordered), start=1):
            if following != value:
                way += [
                    f"L {chart.point(i / len(ordered), value)}",
                    f"L {chart.point(i / len(ordered), following)}",
                ]
        way.append(f"L {chart.point(1, ordered[-1])}")
        told = written(series.name)
        line = f'<path class="line {style(series.index)}" d="{" ".join(way)}"/>'
        chart.add(f"<g><title>{told}</title>{line}</g>")
    return chart.svg()


def scatter(comparison: Comparison, first: Series, second: Series) -> str:
    """Every theorem both settings have; where many fall together, a bigger dot.

    Above the diagonal the second setting is better.
    """
    together: dict[tuple[float, float], list[str]] = defaultdict(list)
    for pair in comparison.pairs:
        together[pair.first, pair.second].append(pair.theorem)
    values = [value for place in together for value in place]
    places = ticks(0.0, max([0.0, *values]))
    labels = [f"{place:.10g}" for place in places]
    chart = Chart(
        f"Improvement of {comparison.metric} by theorem, best of {comparison.k}: "
        f"{second.name} against {first.name}",
        Axis(places, labels, first.name),
        Axis(places, labels, second.name),
        height=520.0,
    )
    end = places[-1]
    chart.add(f'<path class="diagonal" d="M {chart.point(0, 0)} L {chart.point(end, end)}"/>')
    for (x, y), names in sorted(together.items(), key=lambda item: -len(item[1])):
        radius = min(_MOST_RADIUS, _RADIUS * math.sqrt(len(names)))
        circle = (
            f'<circle class="dot {style(second.index)}" '
            f'cx="{chart.x(x):.1f}" cy="{chart.y(y):.1f}" r="{radius:.1f}"/>'
        )
        chart.add(f"<g><title>{written(_told(names, x, y))}</title>{circle}</g>")
    return chart.svg()


def _told(names: Sequence[str], x: float, y: float) -> str:
    told = ", ".join(cut(name, _NAME_COLUMNS) for name in names[:_NAMES_TOLD])
    more = f" and {len(names) - _NAMES_TOLD} more" if len(names) > _NAMES_TOLD else ""
    return f"{told}{more}: {x:g} and {y:g}"
