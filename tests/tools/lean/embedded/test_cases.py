"""Ordinary Lean files elaborate: one file per theme, and what Lean prints for some of them.

Beside `cases/NAME.lean`, a file `cases/NAME.expected` holds the messages (severity and text) that
Lean must print for it; without one, Lean must report no error.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tools.lean import embedded

_CASES = sorted((Path(__file__).parent / "cases").glob("*.lean"))
_EXAMPLES = sorted((Path(__file__).parents[4] / "examples").glob("*.lean"))
Run = Callable[..., subprocess.CompletedProcess[str]]


def _messages(run_lean: Run, file: Path) -> list[tuple[str, str]]:
    result = run_lean("--json", str(file))
    assert not result.stderr.strip(), result.stderr
    found = [json.loads(line) for line in result.stdout.splitlines()]
    return [(message["severity"], message["data"]) for message in found]


@pytest.mark.parametrize("file", _CASES + _EXAMPLES, ids=lambda file: str(file.stem))
def test_a_file_elaborates(file: Path, run_lean: Run) -> None:
    messages = _messages(run_lean, file)
    assert [text for severity, text in messages if severity == "error"] == []
    expected = file.with_suffix(".expected")
    if expected.exists():
        shown = "\n".join(f"{severity}: {text}" for severity, text in messages)
        assert shown.rstrip() == expected.read_text(encoding="utf-8").rstrip()


def test_a_wrong_proof_is_an_error(tmp_path: Path, run_lean: Run) -> None:
    file = tmp_path / "Wrong.lean"
    file.write_text("theorem wrong (p q : Prop) (hp : p) : q := by exact hp\n", encoding="utf-8")
    assert [severity for severity, _ in _messages(run_lean, file)] == ["error"]
    assert run_lean(str(file)).returncode == 1


def test_the_library_has_no_axioms_of_its_own(tmp_path: Path, run_lean: Run) -> None:
    """Everything that a proof can rest on is what stock Lean's proofs rest on."""
    declared = set()
    library = Path(embedded.__file__).parent / "library"
    for source in library.rglob("*.lean"):
        for line in source.read_text(encoding="utf-8").splitlines():
            words = line.split()
            if words[:1] == ["axiom"]:
                declared.add(words[1].split(".{")[0])
            assert "sorry" not in words, f"{source}: {line}"
    assert declared == {"propext", "Quot.sound", "Classical.choice", "sorryAx"}


def test_the_launcher_is_lean(run_lean: Run) -> None:
    result = run_lean("--version")
    assert result.returncode == 0
    assert "version 4.35.0" in result.stdout
