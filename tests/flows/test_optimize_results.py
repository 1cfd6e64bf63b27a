"""A result survives storage, and its diff carries the line numbers of the file."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from flows.render import results_table
from flows.results import TheoremResult, diff_hunks

FILE = "def a := 1\n\n  /-- d -/\n  theorem swap : p := by\n    intro h\n    exact h -- c"
AFTER = "def a := 1\n\n  /-- d -/\n  theorem swap : p := by\n    assumption -- c"
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
    hunks=diff_hunks(FILE, AFTER),
)


def test_it_survives_storage() -> None:
    stored = json.loads(json.dumps(RESULT.to_json()))
    assert TheoremResult.from_json(stored) == RESULT


def test_the_diff_is_one_of_the_file() -> None:
    assert RESULT.diff.split("\n") == [
        "--- a.lean",
        "+++ a.lean",
        "@@ -2,5 +2,4 @@",
        " ",
        "   /-- d -/",
        "   theorem swap : p := by",
        "-    intro h",
        "-    exact h -- c",
        "\\ No newline at end of file",
        "+    assumption -- c",
        "\\ No newline at end of file",
    ]


@pytest.mark.skipif(shutil.which("patch") is None, reason="there is no `patch` here")
@pytest.mark.parametrize("end", ["", "\n", "\u2028x\n", "\n\nend\n"])
def test_patch_accepts_the_diff(tmp_path: Path, end: str) -> None:
    (tmp_path / "a.lean").write_text(FILE + end, encoding="utf-8")
    changed = replace(RESULT, hunks=diff_hunks(FILE + end, AFTER + end))
    subprocess.run(["patch", "-p0"], cwd=tmp_path, input=changed.diff + "\n", text=True, check=True)
    assert (tmp_path / "a.lean").read_text(encoding="utf-8") == AFTER + end


def test_what_is_left_as_it_is_has_no_diff() -> None:
    same = replace(RESULT, proof=RESULT.original, hunks=diff_hunks(FILE, FILE))
    assert not same.improved
    assert same.diff == ""


def test_a_recalled_result_asked_lean_nothing() -> None:
    recalled = RESULT.recalled("b.lean")
    assert (recalled.file, recalled.lean_calls) == ("b.lean", 0)
    assert recalled.proof == RESULT.proof


def test_the_table_tells_what_got_better() -> None:
    parts = (
        {"text": "length", "before": -3.0, "after": -3.0},
        {"text": "tokens", "before": -20.0, "after": -15.0},
    )
    by_tokens = replace(RESULT, metric="length,tokens", after=-3.0, parts=parts)
    same = replace(RESULT, after=-3.0, proof=RESULT.original)
    from_nothing = replace(RESULT, metric="modularity", before=0.0, after=2.0)
    proved = replace(RESULT, metric="completion", before=0.0, after=1.0, proved=True)
    not_proved = replace(proved, after=0.0, proved=False, verdict="rejected")
    skipped = replace(RESULT, before=None, after=None)
    out = io.StringIO()
    results = [RESULT, by_tokens, same, from_nothing, proved, not_proved, skipped]
    Console(file=out, width=100).print(results_table(results))
    told = [line.split(maxsplit=3)[3].strip() for line in out.getvalue().splitlines()[1:]]
    assert told == ["67%", "tokens 25%", "=", "+2", "proved", "not proved", "skipped"]
    assert skipped.failed
    assert not_proved.failed
    assert not proved.failed
