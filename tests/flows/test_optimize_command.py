"""`burnish optimize` as people use it, with the real Lean that comes with it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from flows.cli import main
from tools.lean.toolchain import Toolchain

TEXT = """\
namespace Polish

/-- Both, the other way round. -/
theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := by
  cases h with
  | intro hp hq =>
    have a : q := by exact hq
    have b : p := by exact hp
    constructor
    · exact a
    · exact b

-- Ein Kommentar dazwischen: ∀ ε > 0, «δ».
theorem first (p q : Prop) : p ∧ q → p := by
  intro h
  have hp : p := h.left
  exact hp

end Polish
"""
BROKEN = TEXT.replace("exact hp\n\nend", "exact hq\n\nend")


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        value: dict[str, Any] = json.loads(self.out)
        return value


Burnish = Callable[..., Ran]


@pytest.fixture
def burnish(
    toolchain: Toolchain,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Burnish:
    """Runs the command in an empty folder of its own; the database lies beside the files."""
    monkeypatch.chdir(tmp_path)
    for name in ("BURNISH_HOME", "BURNISH_LEAN_SECONDS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BURNISH_LEAN", "embedded")

    def run(*arguments: str) -> Ran:
        try:
            main(list(arguments))
            status = 0
        except SystemExit as stop:
            status = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
        told = capsys.readouterr()
        return Ran(status, told.out, told.err)

    return run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "Polish.lean"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_json(burnish: Burnish, file: Path) -> None:
    ran = burnish("optimize", file.name, "--json")
    assert ran.status == 0, ran.err
    told = ran.json
    assert told["session"]
    assert told["lean"]["version"]
    assert told["seconds"] > 0
    assert told["finished"]
    assert [one["theorem"] for one in told["results"]] == ["Polish.swap", "Polish.first"]
    for one in told["results"]:
        assert one["metric"] == "length"
        assert one["after"] > one["before"]
        assert one["verdict"] == "verified"
        assert one["statement_unchanged"] is True
        assert one["axioms"] == []
        assert one["original"] in TEXT
        assert one["proof"].partition(":=")[0] == one["original"].partition(":=")[0]
        assert one["candidates"] > 0
        assert one["lean_calls"] > 0
        assert one["rewrites"]
        assert one["diff"].startswith("--- Polish.lean\n+++ Polish.lean\n@@ -")
    assert file.read_text(encoding="utf-8") == TEXT


def test_the_second_run_asks_lean_nothing(burnish: Burnish, file: Path) -> None:
    first, second = (
        burnish("optimize", file.name, "--json"),
        burnish("optimize", file.name, "--json"),
    )
    assert second.status == 0
    assert second.json["lean_calls"] == 0
    assert second.json["session"] == first.json["session"]
    one_by_one = [{**one, "lean_calls": 0} for one in first.json["results"]]
    assert second.json["results"] == one_by_one


def test_for_people(burnish: Burnish, file: Path) -> None:
    ran = burnish("optimize", file.name)
    assert ran.status == 0, ran.err
    for part in (
        "Polish.swap  Polish.lean:3",
        "Lean: verified, statement unchanged, axioms: none",
        "candidates tried",
        "+++ Polish.lean",
        "2 of 2 theorems improved",
    ):
        assert part in ran.out
    assert "[2/2]" in ran.err
    assert "Not finished" not in ran.out
    again = burnish("optimize", file.name)
    assert "0 runs of Lean" in again.out


def test_one_theorem_by_its_short_name(burnish: Burnish, file: Path) -> None:
    ran = burnish("optimize", f"{file.name}:first", "--json")
    assert [one["theorem"] for one in ran.json["results"]] == ["Polish.first"]


def test_write(burnish: Burnish, file: Path) -> None:
    file.chmod(0o600)
    ran = burnish("optimize", file.name, "--write", "--json")
    assert ran.status == 0, ran.err
    expected = TEXT
    for one in ran.json["results"]:
        expected = expected.replace(one["original"], one["proof"])
    assert file.read_text(encoding="utf-8") == expected != TEXT
    assert file.stat().st_mode & 0o777 == 0o600
    assert ran.json["written"] == {"Polish.lean": 2}
    assert burnish("check", file.name).status == 0
    again = burnish("optimize", file.name, "--write", "--json")
    assert all(one["after"] >= one["before"] for one in again.json["results"])


def test_a_theorem_that_fails_is_skipped(burnish: Burnish, file: Path) -> None:
    file.write_text(BROKEN, encoding="utf-8")
    ran = burnish("optimize", file.name, "--json")
    assert ran.status == 1
    swap, first = ran.json["results"]
    assert swap["after"] > swap["before"]
    assert first["verdict"] == "rejected"
    assert first["proof"] == first["original"]
    assert (first["before"], first["after"]) == (None, None)
    assert "does not check to begin with" in first["note"]
    again = burnish("optimize", file.name)
    assert again.status == 1
    assert "skipped" in again.out


@pytest.mark.long
def test_what_fails_beside_the_theorems_is_not_passed_over(burnish: Burnish, file: Path) -> None:
    file.write_text(
        f"{TEXT}lemma l : True := trivial\ninstance : Nonempty False := ⟨nobody⟩\n",
        encoding="utf-8",
    )
    line = TEXT.count("\n") + 1
    ran = burnish("optimize", file.name, "--json")
    assert ran.status == 1
    assert all(result["verdict"] == "verified" for result in ran.json["results"])
    unread, instance, hint = ran.json["complaints"]
    assert unread.startswith(f"{file.name}:{line}:1: unexpected identifier")
    assert instance.startswith(f"{file.name}:{line + 1}:")
    assert "embedded Lean" in hint
    again = burnish("optimize", file.name)
    assert again.status == 1
    assert unread in again.out
    assert burnish("optimize", f"{file.name}:swap").status == 0


@pytest.mark.long
def test_the_others_are_written_beside_a_theorem_that_fails(burnish: Burnish, file: Path) -> None:
    file.write_text(BROKEN, encoding="utf-8")
    ran = burnish("optimize", file.name, "--write", "--json")
    assert ran.status == 1
    swap = ran.json["results"][0]
    expected = BROKEN.replace(swap["original"], swap["proof"])
    assert file.read_text(encoding="utf-8") == expected != BROKEN


def test_a_named_theorem_that_fails_is_bad_input(burnish: Burnish, file: Path) -> None:
    file.write_text(BROKEN, encoding="utf-8")
    ran = burnish("optimize", f"{file.name}:first")
    assert ran.status == 2
    assert "Polish.first cannot be optimized: it does not check to begin with" in ran.err
    assert file.read_text(encoding="utf-8") == BROKEN


@pytest.mark.parametrize(
    ("content", "target", "told"),
    [
        (None, "Polish.lean", "There is no file Polish.lean"),
        (TEXT, ".", "is a folder"),
        (TEXT, "Polish.lean:frist", "did you mean Polish.first?"),
        ("", "Polish.lean", "is empty"),
        (b"\x7fELF\0\0", "Polish.lean", "binary"),
        (b"theorem a : True := trivial -- \xff\n", "Polish.lean", "not valid UTF-8"),
        ("Dear Lean, this is a letter.\n", "Polish.lean", "does not look like a Lean file"),
        ("def one := 1\n", "Polish.lean:one", "only theorems can be optimized"),
        ("def one := 1\n", "Polish.lean", "There is no theorem in Polish.lean"),
        (TEXT, "Polish.lean:", "names no theorem"),
    ],
)
def test_bad_input(
    burnish: Burnish, tmp_path: Path, content: str | bytes | None, target: str, told: str
) -> None:
    path = tmp_path / "Polish.lean"
    data = content.encode() if isinstance(content, str) else content
    if data is not None:
        path.write_bytes(data)
    ran = burnish("optimize", target, "--write")
    assert ran.status == 2
    assert told in ran.err
    assert len(ran.err.strip().splitlines()) == 1
    assert ran.out == ""
    assert (path.read_bytes() if path.exists() else None) == data


def test_bad_options(burnish: Burnish, file: Path) -> None:
    assert burnish("optimize", file.name, "--rounds", "0").status == 2
    assert burnish("optimize", file.name, "--candidates", "x").status == 2
    assert burnish("optimize").status == 2
    ran = burnish("optimize", file.name, "--metric", "beauty")
    assert ran.status == 2
    assert "beauty, which is no metric here" in ran.err
    assert burnish("optimize", file.name, "--lean", "no-such-lean").status == 2


def test_a_spent_time_budget_stops_and_goes_on(burnish: Burnish, file: Path) -> None:
    stopped = burnish("optimize", file.name, "--seconds", "0", "--json")
    assert stopped.status == 0
    assert not stopped.json["finished"]
    assert "time budget of 0 s" in stopped.json["reason"]
    assert all(one["after"] == one["before"] for one in stopped.json["results"])
    for_people = burnish("optimize", file.name, "--seconds", "0")
    assert "The same command goes on from here." in for_people.out
    finished = burnish("optimize", file.name, "--json")
    assert finished.json["finished"]
    assert finished.json["session"] == stopped.json["session"]
    assert all(one["after"] > one["before"] for one in finished.json["results"])
    assert burnish("optimize", file.name, "--seconds", "0", "--json").json["lean_calls"] == 0


def test_a_lean_that_is_too_slow_says_nothing_about_the_proof(
    burnish: Burnish, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BURNISH_LEAN_SECONDS", "0.01")
    slow = burnish("optimize", file.name)
    assert slow.status == 3
    assert "Lean did not come to the end of the file" in slow.err
    monkeypatch.delenv("BURNISH_LEAN_SECONDS")
    assert burnish("optimize", file.name).status == 0


def test_budgets_of_rounds_and_candidates(burnish: Burnish, file: Path) -> None:
    ran = burnish("optimize", file.name, "--rounds", "1", "--candidates", "3", "--json")
    assert ran.status == 0
    for one in ran.json["results"]:
        # One round of three, and at most one pass that puts verified steps together.
        assert 0 < one["candidates"] <= 6


def test_several_files(burnish: Burnish, file: Path, tmp_path: Path) -> None:
    other = tmp_path / "Other.lean"
    other.write_text(TEXT.replace("Polish", "Other"), encoding="utf-8")
    ran = burnish("optimize", file.name, f"{other.name}:swap", "--json")
    assert [(one["file"], one["theorem"]) for one in ran.json["results"]] == [
        ("Polish.lean", "Polish.swap"),
        ("Polish.lean", "Polish.first"),
        ("Other.lean", "Other.swap"),
    ]


def test_logs_carry_the_session(burnish: Burnish, file: Path) -> None:
    ran = burnish("-vv", "--log-json", "optimize", file.name, "--json")
    lines = [json.loads(line) for line in ran.err.splitlines() if line.startswith("{")]
    own = [line for line in lines if line.get("event") in ("session", "pass", "theorem")]
    assert {line["session"] for line in own} == {ran.json["session"]}
    assert any(line["event"] == "pass" for line in own)


def test_the_command_itself(file: Path) -> None:
    """As a process, with its progress apart from its result."""
    command = Path(sys.executable).with_name("burnish")
    run = subprocess.run(
        [str(command), "optimize", f"{file.name}:first", "--json"],
        cwd=file.parent,
        env={**os.environ, "BURNISH_LEAN": "embedded"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["results"][0]["verdict"] == "verified"
