"""The plots of a theorem: every attempt in its place, the front marked, nothing left unsaid."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from flows.history.report.changes import better_by, diff_lines, metric_changes
from flows.history.report.plots import front_plots, timeline
from flows.history.report.scoring import stored_names, yardstick_of
from storage.overview import AttemptOverview
from storage.records import VerdictKind
from tests.flows.history.report.stored import result_of

_HOSTILE = "</svg><script>alert(1)</script>\u202e"
_NAMES = {"length": "length", "depth": "depth"}
_SCALE = yardstick_of(result_of(), _NAMES)


def attempt(
    number: int,
    verdict: VerdictKind | None = "verified",
    length: float = -3.0,
    depth: float = -2.0,
    *,
    of_round: int = 1,
    proposer: str = "symbolic",
    reason: str = "",
) -> AttemptOverview:
    return AttemptOverview(
        number, "problem", "both", of_round, proposer, ("exact_term",), None, None, verdict, reason,
        {"length": length, "depth": depth} if verdict == "verified" else {}, 10, "",
    )  # fmt: skip


def marks(drawn: str, style: str) -> list[tuple[str, ET.Element]]:
    """What the marks of a class tell, and what they are drawn as."""
    groups = [one for one in ET.fromstring(drawn).iter("g") if style in one.get("class", "")]
    return [(one.findtext("title") or "", one[1]) for one in groups]


def test_attempts_stand_in_their_order() -> None:
    attempts = [
        attempt(7, length=-3.0),
        attempt(8, "rejected", reason="unsolved goals"),
        attempt(9, length=-1.0, of_round=2, proposer="model"),
        attempt(10, "inconclusive", of_round=2),
        attempt(11, None, of_round=2),
    ]
    line = timeline("both", attempts, -4.0, _SCALE)
    assert line.proposers == ("symbolic", "model")
    assert [told for told, _ in marks(line.drawn, "is-verified")] == [
        "attempt 7, round 1: exact_term\nverified, length -3",
        "attempt 9, round 2: exact_term\nverified, length -1",
    ]
    ((told, _),) = marks(line.drawn, "is-rejected")
    assert told.endswith("rejected\nunsolved goals")
    assert marks(line.drawn, "is-unjudged")[0][0].endswith("not judged")
    assert ">round 1<" in line.drawn
    (best,) = [p for p in ET.fromstring(line.drawn).iter("path") if p.get("class") == "best"]
    assert (best.get("d") or "").count("L") == 5  # two improvements, and on to the end


def test_of_thousands_of_attempts_the_improvements_are_all_there() -> None:
    attempts = [attempt(i, length=-10_000.0) for i in range(1, 9_001)]
    for index in (1, 4_001, 8_999):
        attempts[index] = attempt(index + 1, length=-9_000.0 + index)
    line = timeline("both", attempts, -20_000.0, _SCALE)
    shown = " ".join(told for told, _ in marks(line.drawn, "is-verified"))
    assert all(f"attempt {index + 1}," in shown for index in (1, 4_001, 8_999))
    assert line.left_out > 7_000
    assert len(line.drawn) < 600_000


def test_the_front_is_marked() -> None:
    attempts = [
        attempt(1, length=-1.0, depth=-3.0),
        attempt(2, length=-3.0, depth=-1.0),
        attempt(3, length=-3.0, depth=-4.0),
        attempt(4, length=-3.0, depth=-4.0),
        attempt(5, "rejected"),
    ]
    (plot,) = front_plots(result_of(), attempts, _NAMES)
    assert {told for told, _ in marks(plot.drawn, "on-front")} == {
        "length -1, depth -3: attempt 1",
        "length -3, depth -1: attempt 2",
    }
    off = dict(marks(plot.drawn, "off-front"))
    assert set(off) == {
        "length -3, depth -4: attempt 3, attempt 4",
        "length -4, depth -2: original",
    }
    radii = [float(circle.get("r", "0")) for circle in off.values()]
    assert len(set(radii)) == 2
    assert 'class="front"' in plot.drawn


def test_a_front_of_three_has_a_plot_for_each_pair_that_says_something() -> None:
    before = {"length": -4.0, "depth": -2.0, "modularity": 0.0}
    member = {"attempt": 3, "values": {**before, "length": -1.0}, "proof": "x"}
    result = replace(result_of(), values_before=before, front=(member,))
    better = replace(attempt(3), scores={"length": -1.0, "depth": -1.0, "modularity": 0.0})
    names = {name: name for name in before}
    (plot,) = front_plots(result, [better], names)
    assert plot.caption.startswith("Length and depth of the verified proofs")
    assert "the front of length, depth, modularity" in plot.caption
    modular = replace(better, scores={**better.scores, "modularity": 1.0})
    assert len(front_plots(result, [modular], names)) == 3
    assert len(front_plots(result, [], names)) == 1
    assert front_plots(replace(result, front=(), values_before={"length": -1.0}), [], names) == []


def test_nothing_that_is_told_is_markup() -> None:
    hostile = attempt(1, "rejected", reason=_HOSTILE, proposer=_HOSTILE)
    line = timeline(_HOSTILE, [replace(hostile, rewrites=(_HOSTILE,))], -4.0, _SCALE)
    ((told, _),) = marks(line.drawn, "is-rejected")
    assert "<script>alert(1)</script>\ufffd" in told
    result = replace(result_of(), theorem=_HOSTILE)
    (plot,) = front_plots(result, [attempt(1)], _NAMES)
    for drawn in (line.drawn, plot.drawn):
        assert "<script" not in drawn
        assert "\u202e" not in drawn


@pytest.mark.parametrize(
    ("metric", "name", "value"),
    [
        ("length", "length", -3.0),
        ("length,depth", "length", -3.0),
        ("length+2*depth", "length+2*depth", -7.0),
        ("own.py:score", "own.py:score", 5.0),
        ("own.py:score+length", "length", -3.0),
        ("modularity", "modularity", None),
    ],
)
def test_what_counts_most_orders_attempts(metric: str, name: str, value: float | None) -> None:
    result = replace(result_of(), metric=metric)
    measured = {"length": -4.0, "depth": -2.0, "own.py:score": 0.0}
    names = stored_names(measured, ("length", "depth", "own.py:score@c0ffee"))
    assert names["own.py:score"] == "own.py:score@c0ffee"
    yardstick = yardstick_of(result, names)
    scores = {"length": -3.0, "depth": -2.0, "own.py:score@c0ffee": 5.0}
    assert (yardstick.name, yardstick.value(scores)) == (name, value)


def test_metrics_say_how_much_better_they_are() -> None:
    result = replace(
        result_of(),
        values_before={"length": -4.0, "depth": -2.0, "width": 0.0, "tokens": -5.0, "lost": 1.0},
        values_after={"length": -1.0, "depth": -3.0, "width": 2.0, "tokens": -5.0},
    )
    changes = {one.name: (one.words, one.outcome) for one in metric_changes(result)}
    assert changes == {
        "length": ("75% better", "better"),
        "depth": ("50% worse", "worse"),
        "width": ("by 2 better", "better"),
        "tokens": ("=", "equal"),
        "lost": ("=", "equal"),
    }
    assert better_by(result_of()) == "75%"
    assert better_by(replace(result_of(), proved=True)) == "proved"
    assert better_by(replace(result_of(), verdict="rejected")) == "not proved"
    assert better_by(replace(result_of(), before=None)) == "skipped"


def test_the_lines_of_a_diff_are_told_apart() -> None:
    lines = list(diff_lines("@@ -1 +1 @@\n theorem\n-old\n+new\n\\ No newline at end of file"))
    assert [one.kind for one in lines] == ["at", "same", "cut", "add", "at"]
    assert list(diff_lines("")) == []
