"""The proofs of a Pareto front are printed, each with its values."""

from __future__ import annotations

import io

from rich.console import Console

from flows.front_view import print_front
from flows.results import TheoremResult

ORIGINAL, LONG, SHORT = (
    "theorem t := by\n  exact h",
    "theorem t := by\n  have k\n  k",
    "theorem t := h",
)


def shown(lacks: dict[str, str]) -> str:
    members = [(0, 0.0, -1.0, ORIGINAL), (7, 2.0, -3.0, LONG), (9, 1.0, -1.0, SHORT)]
    result = TheoremResult(
        file="a.lean",
        theorem="t",
        line=1,
        metric="modularity",
        before=0.0,
        after=1.0,
        verdict="verified",
        statement_unchanged=True,
        axioms=(),
        original_axioms=(),
        check_seconds=0.1,
        original=ORIGINAL,
        proof=SHORT,
        rewrites=(),
        candidates=9,
        lean_calls=1,
        seconds=1.0,
        finished=True,
        note="",
        hunks="",
        front=tuple(
            {"attempt": key, "values": {"modularity": a, "length": b}, "proof": proof}
            for key, a, b, proof in members
        ),
        front_lacks=lacks,
    )
    out = io.StringIO()
    print_front(Console(file=out, width=100, markup=False, highlight=False), result)
    return out.getvalue()


def test_what_is_to_be_seen_nowhere_else_is_printed() -> None:
    out = shown({})
    assert (
        "  attempt 7: modularity 2, length -3\n    theorem t := by\n      have k\n      k\n" in out
    )
    assert "attempt 9, the diff below" in out
    assert SHORT not in out
    assert "exact h" not in out
    assert "No " not in out


def test_a_metric_without_a_value_is_named() -> None:
    assert "  No depth in the front: it is too large.\n" in shown({"depth": "it is too large."})
