"""A result survives storage, and its diff carries the line numbers of the file."""

from __future__ import annotations

import json
from dataclasses import replace

from flows.results import TheoremResult

RESULT = TheoremResult(
    file="a.lean",
    theorem="swap",
    line=10,
    metric="length",
    before=-3.0,
    after=-1.0,
    verdict="verified",
    statement_unchanged=True,
    axioms=("propext",),
    original_axioms=(),
    check_seconds=0.001,
    original="/-- d -/\ntheorem swap : p := by\n  intro h\n  exact h",
    proof="/-- d -/\ntheorem swap : p := by\n  assumption",
    rewrites=("closer",),
    candidates=12,
    lean_calls=3,
    seconds=0.5,
    finished=True,
    note="",
)


def test_it_survives_storage() -> None:
    stored = json.loads(json.dumps(RESULT.to_json()))
    assert TheoremResult.from_json(stored) == RESULT


def test_the_diff_names_the_lines_of_the_file() -> None:
    assert RESULT.diff.split("\n") == [
        "--- a.lean",
        "+++ a.lean",
        "@@ -10,4 +10,3 @@",
        " /-- d -/",
        " theorem swap : p := by",
        "-  intro h",
        "-  exact h",
        "+  assumption",
    ]


def test_what_is_left_as_it_is_has_no_diff() -> None:
    same = replace(RESULT, proof=RESULT.original)
    assert not same.improved
    assert same.diff == ""


def test_a_recalled_result_asked_lean_nothing() -> None:
    recalled = RESULT.recalled("b.lean")
    assert (recalled.file, recalled.lean_calls) == ("b.lean", 0)
    assert recalled.proof == RESULT.proof
