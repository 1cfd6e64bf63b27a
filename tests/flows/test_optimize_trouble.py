"""What happens around a run goes wrong: the file changes, Lean disappears, somebody is first."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from agents.runtime import Progress
from flows.optimize import OptimizeOutcome, Options, optimize_targets
from flows.output import progress
from flows.results import TheoremResult
from flows.searching import Observer
from flows.session_lock import hold_session
from storage.database import Database
from storage.repository import Repository
from tools.errors import LeanUnavailable, UserInputError
from tools.lean import embedded
from tools.lean.toolchain import Toolchain

TEXT = """\
theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := by
  cases h with
  | intro hp hq =>
    constructor
    · exact hq
    · exact hp

theorem first (p q : Prop) (h : p ∧ q) : p := by
  have hp : p := by
    exact h.left
  exact hp
"""
_SCRIPT = """\
#!{python}
import os, sys
if "--version" in sys.argv:
    print("Lean (version 4.35.0, test)")
    sys.exit(0)
os.environ["LEAN_PATH"] = os.pathsep.join([os.environ.get("LEAN_PATH", "."), {library!r}])
os.execv({argv!r}[0], [*{argv!r}, *sys.argv[1:]])
"""


@pytest.fixture
def file(toolchain: Toolchain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BURNISH_HOME", raising=False)
    path = tmp_path / "A.lean"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(
    *, write: bool = False, lean: str = "embedded", observer: Observer | None = None
) -> OptimizeOutcome:
    options = Options("length", 4, 12, 600.0, write, lean)
    return optimize_targets(["A.lean"], options, observer or Observer(), progress)


def test_a_file_that_changes_meanwhile_is_not_written(file: Path) -> None:
    edited = TEXT + "\n-- an afterthought\n"

    class Editor(Observer):
        def done(self, result: TheoremResult) -> None:
            file.write_text(edited, encoding="utf-8")

    outcome = run(write=True, observer=Editor())
    assert outcome.failed
    assert outcome.written == {}
    assert "changed since it was read" in outcome.not_written[0]
    assert file.read_text(encoding="utf-8") == edited
    again = run(write=True)
    assert not again.failed
    assert again.written == {"A.lean": 2}
    assert file.read_text(encoding="utf-8").endswith("\n-- an afterthought\n")


def test_lean_disappears_and_comes_back(file: Path, tmp_path: Path) -> None:
    script = tmp_path / "lean"
    script.write_text(
        _SCRIPT.format(
            python=sys.executable,
            library=str(embedded.ensure_built(progress)),
            argv=embedded.lean_argv(),
        ),
        encoding="utf-8",
    )
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    hidden = tmp_path / "hidden"

    class Thief(Observer):
        def total(self, theorems: int) -> None:
            script.rename(hidden)

    with pytest.raises(LeanUnavailable):
        run(lean=str(script), observer=Thief())
    hidden.rename(script)
    database = Database.of(tmp_path)
    (session,) = database.rows("SELECT id, state FROM sessions")
    database.close()
    assert session["state"] == "stopped"
    outcome = run(lean=str(script))
    assert outcome.summary.session == session["id"]
    assert outcome.summary.finished
    assert all(one.improved for one in outcome.summary.results)


def test_what_was_reached_is_reported_when_somebody_stops_it(file: Path) -> None:
    class Impatient(Observer):
        def advanced(self, progress: Progress) -> None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(observer=Impatient())
    outcome = run()
    assert outcome.summary.finished


def test_two_commands_do_not_share_a_session(file: Path, tmp_path: Path) -> None:
    options = Options("length", 4, 12, 0.0, False, "embedded")
    stopped = optimize_targets(["A.lean"], options, Observer(), progress)
    assert not stopped.summary.finished
    with (
        hold_session(tmp_path / ".burnish", stopped.summary.session),
        pytest.raises(UserInputError, match="Another process is working on session"),
    ):
        run()
    assert run().summary.session == stopped.summary.session


def test_what_another_session_judged_is_not_judged_again(file: Path, tmp_path: Path) -> None:
    run()
    database = Database.of(tmp_path)
    repository = Repository(database)
    judged = len(repository.database.rows("SELECT key FROM verdicts"))
    options = Options("length", 5, 12, 600.0, False, "embedded")
    other = optimize_targets(["A.lean"], options, Observer(), progress)
    after = len(repository.database.rows("SELECT key FROM verdicts"))
    sessions = repository.database.rows("SELECT id FROM sessions")
    database.close()
    assert len(sessions) == 2
    assert after == judged
    assert other.summary.lean_calls == 0
