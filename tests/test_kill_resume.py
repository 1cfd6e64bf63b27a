"""`kill -9` of a real `burnish optimize`, anywhere; the same command then goes on.

Lean is reached through a small script that keeps every text it is given, and that can kill the
process which started it. So the moments are exact and what Lean was asked is known.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import stat
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tools.lean import embedded

_PROOFS = """\
theorem contraposition{n} (p q : Prop) : (p → q) ↔ (¬q → ¬p) := by
  constructor
  · intro hpq
    intro hnq
    intro hp
    have hq : q := by
      apply hpq
      exact hp
    exact hnq hq
  · intro h hp
    by_cases hq : q
    · exact hq
    · have hnp : ¬p := h hq
      contradiction

theorem chain{n} (p q r s : Prop) (f : p → q) (g : q → r) (k : r → s) : p → s ∧ r := by
  intro hp
  have hq : q := by
    apply f
    exact hp
  have hr : r := by
    apply g
    exact hq
  constructor
  · apply k
    exact hr
  · exact hr

"""
TEXT = "".join(_PROOFS.format(n=n) for n in (1, 2))
"""More theorems than are searched at a time, so that some always wait."""

OPTIONS = ("optimize", "A.lean", "--json", "--candidates", "12")
"""So few candidates in a round that it takes several passes."""

_SCRIPT = """\
#!{python}
import os, pathlib, signal, subprocess, sys, uuid

arguments = sys.argv[1:]
lean = {argv!r}
os.environ["LEAN_PATH"] = os.pathsep.join([os.environ.get("LEAN_PATH", "."), {library!r}])
if "--version" in arguments:
    print("Lean (version 4.35.0, test)")
    sys.exit(0)
folder = pathlib.Path({folder!r})
text = sys.stdin.buffer.read()
place = folder / (os.environ["RUN"] + uuid.uuid4().hex)
place.with_suffix(".part").write_bytes(text)
place.with_suffix(".part").rename(place.with_suffix(".lean"))
# Two may arrive at once, and then neither sees the exact number.
if len(list(folder.glob("*.lean"))) >= int(os.environ.get("KILL_AT", 1_000_000)):
    os.kill(os.getppid(), signal.SIGKILL)
    sys.exit(0)
sys.exit(subprocess.run([*lean, *arguments], input=text).returncode)
"""
_CANDIDATE = re.compile(
    r"^theorem _burnish_\d+_(\w+)\n +(?= \()(.*?)\n+#print axioms", re.DOTALL | re.MULTILINE
)


@dataclass(frozen=True)
class Place:
    """A folder with a file to optimize, and the Lean that watches."""

    folder: Path

    @property
    def asked(self) -> Path:
        return self.folder / "asked"

    def command(self) -> list[str]:
        burnish = str(Path(sys.executable).with_name("burnish"))
        lean = str(self.folder / "lean")
        return [burnish, "-vv", "--log-json", *OPTIONS, "--lean", lean]

    def environment(self, name: str, kill_at: int | None = None) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("BURNISH_")}
        kept["RUN"] = name
        kept["BURNISH_SANDBOX"] = "off"  # this Lean writes files and kills Burnish
        return kept | ({"KILL_AT": str(kill_at)} if kill_at is not None else {})

    def run(self, name: str, kill_at: int | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(),
            cwd=self.folder,
            env=self.environment(name, kill_at),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        path = self.folder / ".burnish" / "burnish.db"
        if not path.exists():
            return []
        connection = sqlite3.connect(path)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def judged(self) -> dict[str, str]:
        """The candidates that have a verdict, and when they got it."""
        return dict(
            self.rows(
                "SELECT proof, verdicts.created_at FROM attempts "
                "JOIN verdicts ON verdicts.key = attempts.verdict_key "
                "WHERE stage = 'screen'"
            )
        )

    def texts(self, name: str) -> list[str]:
        """What the run of that name asked Lean, also where Lean outlived it."""
        return [p.read_text(encoding="utf-8") for p in self.asked.glob(f"{name}*.lean")]


def candidates_in(texts: list[str]) -> Counter[str]:
    """The candidates that some texts put before Lean for screening."""
    return Counter(
        f"theorem {name}{rest.rstrip()}"
        for text in texts
        for name, rest in _CANDIDATE.findall(text)
    )


@pytest.fixture
def place(tmp_path: Path) -> Place:
    folder = tmp_path
    library = embedded.ensure_built(lambda message: None)
    (folder / "asked").mkdir()
    (folder / "A.lean").write_text(TEXT, encoding="utf-8")
    script = folder / "lean"
    script.write_text(
        _SCRIPT.format(
            python=sys.executable,
            argv=embedded.lean_argv(),
            library=str(library),
            folder=str(folder / "asked"),
        ),
        encoding="utf-8",
    )
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return Place(folder)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What a run that nobody kills says."""
    folder = tmp_path_factory.mktemp("undisturbed")
    (folder / "A.lean").write_text(TEXT, encoding="utf-8")
    burnish = str(Path(sys.executable).with_name("burnish"))
    run = subprocess.run(
        [burnish, *OPTIONS, "--lean", "embedded"],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stderr
    results: list[dict[str, Any]] = json.loads(run.stdout)["results"]
    return results


def assert_it_goes_on(place: Place, undisturbed: list[dict[str, Any]]) -> None:
    """The same command finishes, says the same, and asks nothing that was answered before."""
    judged = place.judged()
    sessions = place.rows("SELECT id FROM sessions")
    run = place.run("resumed")
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout)
    assert told["finished"]
    if sessions:
        assert (told["session"],) in sessions
    assert candidates_in(place.texts(""))
    asked = candidates_in(place.texts("resumed"))
    assert not asked.keys() & judged.keys()
    assert all(count == 1 for count in asked.values())
    # Nothing that was known has been lost or judged anew.
    assert judged.items() <= place.judged().items() or _confirmed_since(place, judged)
    assert [one["proof"] for one in told["results"]] == [one["proof"] for one in undisturbed]
    assert [one["after"] for one in told["results"]] == [one["after"] for one in undisturbed]
    assert place.rows("PRAGMA integrity_check") == [("ok",)]
    assert (place.folder / "A.lean").read_text(encoding="utf-8") == TEXT
    final = place.run("final")
    assert json.loads(final.stdout)["lean_calls"] == 0


def _confirmed_since(place: Place, judged: dict[str, str]) -> bool:
    """Whether what is no longer a screen verdict has become a final one."""
    gone = judged.keys() - place.judged().keys()
    final = place.rows(
        "SELECT proof FROM attempts JOIN verdicts ON verdicts.key = attempts.verdict_key "
        "WHERE stage = 'final'"
    )
    return gone <= {proof for (proof,) in final}


@pytest.mark.parametrize("call", [pytest.param(n, marks=pytest.mark.long) for n in (1, 3, 4, 5, 7)])
def test_killed_while_lean_runs(place: Place, undisturbed: list[dict[str, Any]], call: int) -> None:
    """Call 1 reads the file, 2 checks it, 3 probes the tactics, and the rest judges candidates."""
    killed = place.run("killed", kill_at=call)
    assert killed.returncode == -signal.SIGKILL
    assert_it_goes_on(place, undisturbed)


@pytest.mark.parametrize("passes", [pytest.param(n, marks=pytest.mark.long) for n in (1, 2, 3)])
def test_killed_between_two_passes(
    place: Place, undisturbed: list[dict[str, Any]], passes: int
) -> None:
    """Right after the log says that a pass is over, whatever the other search is doing then."""
    with subprocess.Popen(
        place.command(),
        cwd=place.folder,
        env=place.environment("killed"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stderr is not None
        seen = 0
        for line in process.stderr:
            seen += '"event": "pass"' in line
            if seen == passes:
                process.kill()
                break
        process.stderr.read()
    assert process.returncode == -signal.SIGKILL
    assert place.judged()
    assert_it_goes_on(place, undisturbed)


@pytest.mark.long
def test_killed_again_and_again(place: Place, undisturbed: list[dict[str, Any]]) -> None:
    for call in (4, 6, 8):
        place.run(f"killed{call}", kill_at=call)
    assert_it_goes_on(place, undisturbed)


@pytest.mark.long
def test_interrupted_by_ctrl_c(place: Place, undisturbed: list[dict[str, Any]]) -> None:
    """The first Ctrl-C lets Lean finish what it is at, says how to go on, and ends with 130."""
    with subprocess.Popen(
        place.command(),
        cwd=place.folder,
        env=place.environment("killed"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stderr is not None
        assert process.stdout is not None
        for line in process.stderr:
            if '"event": "pass"' in line:
                process.send_signal(signal.SIGINT)
                break
        told = process.stderr.read()
        out = json.loads(process.stdout.read())
    assert process.returncode == 130
    assert "the same command will go on from here" in told
    assert not out["finished"]
    assert place.rows("SELECT state FROM sessions") == [("stopped",)]
    assert_it_goes_on(place, undisturbed)
