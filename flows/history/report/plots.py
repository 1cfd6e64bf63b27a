"""The plots of a theorem: its attempts in their order, and its verified proofs by two metrics."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from markupsafe import Markup

from flows.history.report.scoring import Yardstick
from flows.results import TheoremResult
from storage.overview import AttemptOverview
from tools.drawing.svg import cut, written
from tools.evaluation.chart import Axis, Chart, mark, text, ticks
from tools.metrics.front import Front

ORIGINAL = 0
"""The id of the original proof among those of attempts."""
_MOST = 1_500
"""Attempts that a timeline shows one by one."""
_PLOTS = 3
_REASON_COLUMNS = 200
_NAMES_TOLD = 6
_RADIUS = 4.0
_MOST_RADIUS = 11.0


@dataclass(frozen=True)
class Timeline:
    """The attempts of a theorem in their order."""

    drawn: Markup
    proposers: tuple[str, ...]
    """Each has the mark of its place here."""
    left_out: int


@dataclass(frozen=True)
class FrontPlot:
    """Verified proofs by two metrics."""

    drawn: Markup
    caption: str


def timeline(
    theorem: str, attempts: Sequence[AttemptOverview], original: float | None, yardstick: Yardstick
) -> Timeline:
    """Each attempt by its order and its score; what has no score stands in a row of its own."""
    scores = [
        yardstick.value(one.scores) if one.verdict == "verified" else None for one in attempts
    ]
    known = [score for score in (original, *scores) if score is not None]
    places = ticks(min(known, default=0.0), max(known, default=0.0), 5)
    lane = places[0] - (places[1] - places[0])
    chart = Chart(
        f"Attempts at {theorem} in their order, by {yardstick.name}",
        Axis.of_numbers([float(len(attempts))], "attempt"),
        Axis([lane, *places], ["refused", *(f"{one:.10g}" for one in places)], yardstick.name),
        height=260.0,
    )
    _draw_rounds(chart, attempts)
    _draw_best(chart, original, scores)
    proposers = list(dict.fromkeys(_proposer(one) for one in attempts))
    shown = _shown(scores)
    for index in shown:
        one, score = attempts[index], scores[index]
        sign = mark(
            proposers.index(_proposer(one)),
            chart.x(float(index + 1)),
            chart.y(lane if score is None else score),
        )
        told = written(_told(one, score, yardstick))
        style = f"is-{one.verdict or 'unjudged'}"
        chart.add(f'<g class="{style}"><title>{told}</title>{sign}</g>')
    return Timeline(Markup(chart.svg()), tuple(proposers), len(attempts) - len(shown))


def front_plots(
    result: TheoremResult, attempts: Sequence[AttemptOverview], names: Mapping[str, str]
) -> list[FrontPlot]:
    """A plot for each pair of metrics; ``names`` gives for a metric the name it is stored under."""
    points = {ORIGINAL: dict(result.values_before)}
    for one in attempts:
        if one.verdict == "verified":
            points[one.id] = {
                name: one.scores[stored] for name, stored in names.items() if stored in one.scores
            }
    asked = list(result.front[0]["values"]) if result.front else []
    metrics = asked or list(result.values_before)
    members = {int(member["attempt"]) for member in result.front}
    pairs = list(combinations(metrics, 2))
    telling = [pair for pair in pairs if all(_varies(points, name) for name in pair)]
    return [
        _front_plot(result.theorem, points, pair, members, ", ".join(asked))
        for pair in (telling or pairs[:1])[:_PLOTS]
    ]


def _varies(points: Mapping[int, Mapping[str, float]], name: str) -> bool:
    """Whether not all proofs have one value, so that there is something to see."""
    return len({values[name] for values in points.values() if name in values}) > 1


def _front_plot(
    theorem: str,
    points: Mapping[int, Mapping[str, float]],
    pair: tuple[str, str],
    members: Collection[int],
    asked: str,
) -> FrontPlot:
    first, second = pair
    known = {
        key: (values[first], values[second])
        for key, values in points.items()
        if first in values and second in values
    }
    front = Front(pair)
    for key, (x, y) in known.items():
        front = front.insert(key, {first: x, second: y})
    chart = Chart(
        f"Verified proofs of {theorem} by {first} and {second}",
        _axis([x for x, _ in known.values()], first),
        _axis([y for _, y in known.values()], second),
        height=300.0,
    )
    _draw_staircase(chart, front)
    together: dict[tuple[float, float], list[int]] = defaultdict(list)
    for key, place in known.items():
        together[place].append(key)
    on_front = {one.key for one in front.members} | set(members)
    # What is on the front, and the original, are drawn last, so that nothing lies over them.
    shown = on_front | {ORIGINAL}
    for (x, y), keys in sorted(together.items(), key=lambda item: bool(shown & set(item[1]))):
        radius = min(_MOST_RADIUS, _RADIUS * len(keys) ** 0.25 + 1)
        style = "on-front" if on_front & set(keys) else "off-front"
        style += " original" if ORIGINAL in keys else ""
        circle = f'<circle cx="{chart.x(x):.1f}" cy="{chart.y(y):.1f}" r="{radius:.1f}"/>'
        told = written(f"{first} {x:g}, {second} {y:g}: {_named(keys)}")
        chart.add(f'<g class="{style}"><title>{told}</title>{circle}</g>')
    if ORIGINAL in known:
        x, y = known[ORIGINAL]
        is_right = chart.x(x) > (chart.x.start + chart.x.end) / 2
        away = -12 if is_right else 12
        chart.add(
            text(chart.x(x) + away, chart.y(y) - 8, "original", "end" if is_right else "start")
        )
    of = f" of {asked}" if asked.count(",") > 1 else ""
    return FrontPlot(
        Markup(chart.svg()),
        f"{first.capitalize()} and {second} of the verified proofs. Up and to the right is better; "
        f"filled is what is on the front{of}; a larger dot is several proofs.",
    )


def _axis(values: Sequence[float], name: str) -> Axis:
    places = ticks(min(values, default=0.0), max(values, default=0.0))
    return Axis(places, [f"{place:.10g}" for place in places], name)


def _draw_staircase(chart: Chart, front: Front) -> None:
    """What no proof is better than: from each member to the next by way of their corner."""
    steps = [one.values for one in front.members]
    way = [f"M {chart.point(*steps[0])}"] if len(steps) > 1 else []
    for (_, y), (next_x, next_y) in pairwise(steps):
        way += [f"L {chart.point(next_x, y)}", f"L {chart.point(next_x, next_y)}"]
    if way:
        chart.add(f'<path class="front" d="{" ".join(way)}"/>')


def _draw_rounds(chart: Chart, attempts: Sequence[AttemptOverview]) -> None:
    """A line where each round begins, as far as their names have room."""
    begun = [
        (index, one.round)
        for index, (before, one) in enumerate(pairwise(attempts), start=1)
        if one.round != before.round
    ]
    rounds = [(0, attempts[0].round), *begun] if attempts else []
    last = float("-inf")
    for index, number in rounds:
        x = chart.x(index + 0.5)
        chart.add(f'<path class="round" d="M {x:.1f} {chart.y.start:.1f} V {chart.y.end:.1f}"/>')
        if x - last > 64:
            chart.add(text(x + 3, chart.y.end - 5, f"round {number}", "start"))
            last = x


def _draw_best(chart: Chart, original: float | None, scores: Sequence[float | None]) -> None:
    """The best score so far, from the original's on."""
    if original is None:
        return
    best = original
    way = [f"M {chart.point(0, best)}"]
    for index, score in enumerate(scores, start=1):
        if score is not None and score > best:
            way += [f"L {chart.point(index, best)}", f"L {chart.point(index, score)}"]
            best = score
    way.append(f"L {chart.point(len(scores), best)}")
    chart.add(f'<path class="best" d="{" ".join(way)}"/>')


def _shown(scores: Sequence[float | None]) -> list[int]:
    """The places of the attempts that are shown: of too many all that raised the best, and every
    so many of the others."""
    if len(scores) <= _MOST:
        return list(range(len(scores)))
    kept = set(range(0, len(scores), -(-len(scores) // _MOST)))
    best = float("-inf")
    for index, score in enumerate(scores):
        if score is not None and score > best:
            best = score
            kept.add(index)
    return sorted(kept)


def _told(one: AttemptOverview, score: float | None, yardstick: Yardstick) -> str:
    how = ", ".join(one.rewrites) or _proposer(one)
    told = f"attempt {one.id}, round {one.round}: {how}\n{one.verdict or 'not judged'}"
    if score is not None:
        told += f", {yardstick.name} {score:g}"
    return f"{told}\n{cut(one.reason, _REASON_COLUMNS)}" if one.reason else told


def _proposer(one: AttemptOverview) -> str:
    return f"{one.proposer} ({one.model})" if one.model else one.proposer


def _named(keys: Sequence[int]) -> str:
    shown = ["original" if key == ORIGINAL else f"attempt {key}" for key in keys[:_NAMES_TOLD]]
    more = f" and {len(keys) - _NAMES_TOLD} more" if len(keys) > _NAMES_TOLD else ""
    return ", ".join(shown) + more
