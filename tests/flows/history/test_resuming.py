"""Going on with a session, wherever its files are, and whoever killed it."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from flows import evaluate
from flows.evaluation_asking import command_of
from flows.history.archives import export_sessions
from flows.history.asking import command_line
from flows.history.finding import find_files
from flows.history.resuming import stored_options
from flows.modelling import ModelOptions
from flows.optimize import Options
from flows.requests import require_same
from storage.database import Database
from storage.records import SessionRecord
from storage.repository import Repository
from tests.flows.conftest import Burnish
from tests.flows.history.made import Stored, settings
from tools.errors import UserInputError

TEXT = """\
theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := by
  constructor
  · exact h.right
  · exact h.left
"""
ASKED = Options(
    metric="tokens",
    rounds=3,
    candidates=7,
    seconds=20.0,
    write=True,
    lean="embedded",
    guards=("depth<=original",),
    pareto="tokens,depth",
    model=ModelOptions(
        proposer="both",
        endpoint="http://secret@here/v1",
        model="m",
        temperatures=(0.5, 1.0),
        prompts=Path("own prompts"),
        veto=True,
    ),
)


def test_after_a_spent_budget_where_the_file_has_changed(
    burnish: Burnish, lean_file: Callable[[str], Path]
) -> None:
    path = lean_file(TEXT)
    stopped = burnish("optimize", path.name, "--seconds", "0", "--json").json
    assert not stopped["finished"]
    session = stopped["session"]
    (advice, *_) = stopped["hand_off"]["advice"]
    assert advice["command"].startswith(f"burnish sessions resume {session}")
    changed = f"-- another day\n{TEXT}"
    path.write_text(changed, encoding="utf-8")
    resumed = burnish("sessions", "resume", session[:-2], "--seconds", "60", "--write", "--json")
    assert resumed.status == 1  # the file could not be written
    assert resumed.json["session"] == session
    assert resumed.json["finished"]
    (result,) = resumed.json["results"]
    assert result["proof"] != result["original"]
    assert "has changed since the session began" in resumed.err
    (why,) = resumed.json["not_written"]
    assert "it has changed" in why
    assert path.read_text(encoding="utf-8") == changed
    # The text is back: what is finished is put into it without a search.
    path.write_text(TEXT, encoding="utf-8")
    written = burnish("sessions", "resume", session, "--write", "--json").json
    assert written["written"] == {path.name: 1}
    assert result["proof"] in path.read_text(encoding="utf-8")


def test_in_a_copy_of_the_database_without_the_file(
    burnish: Burnish, lean_file: Callable[[str], Path], tmp_path: Path
) -> None:
    path = lean_file(TEXT)
    session = burnish("optimize", path.name, "--seconds", "0", "--json").json["session"]
    there = tmp_path / "there"
    shutil.copytree(tmp_path / ".burnish", there / ".burnish")
    elsewhere = there / "project" / path.name
    elsewhere.parent.mkdir()
    path.rename(elsewhere)
    home = {"BURNISH_HOME": str(there / ".burnish")}
    gone = burnish("sessions", "resume", session, "--seconds", "0", **home)
    assert gone.status == 0
    assert "is not there" in gone.err
    assert "--root" in gone.err
    found = burnish(
        *("sessions", "resume", session, "--root", there / "project"),
        *("--seconds", "60", "--write", "--json"),
        **home,
    ).json
    assert found["finished"]
    assert list(found["written"].values()) == [1]
    assert found["results"][0]["proof"] in elsewhere.read_text(encoding="utf-8")
    # The database that was copied knows nothing of it.
    assert burnish("sessions", "list", "--json").json[0]["state"] == "stopped"


def _killed(folder: Path, arguments: Sequence[str], after: int) -> bool:
    """Run `burnish` and kill it when it has logged so many lines; whether it lived to be killed."""
    with subprocess.Popen(
        [
            *(sys.executable, "-c", "from flows.cli import main; main()"),
            *("-vv", "--log-json", *arguments),
        ],
        cwd=folder,
        env={**os.environ, "BURNISH_LEAN": "embedded"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stderr is not None
        seen = 0
        for line in process.stderr:
            seen += '"event": ' in line
            if seen == after:
                process.kill()
                break
        process.stderr.read()
    return process.returncode == -signal.SIGKILL


@pytest.mark.long
def test_after_a_kill(burnish: Burnish, lean_file: Callable[[str], Path], tmp_path: Path) -> None:
    path = lean_file(TEXT)
    # The session is there with the first line, and a pass was made with the second.
    assert _killed(tmp_path, ["optimize", path.name, "--candidates", "6"], after=2)
    (listed,) = burnish("sessions", "--json").json
    assert listed["state"] == "interrupted"
    tried = listed["attempts"]
    assert tried > 0
    shown = burnish("sessions", "show", listed["session"])
    assert "the process that worked on it is gone" in shown.out
    assert f"burnish sessions resume {listed['session']}" in shown.out
    resumed = burnish("sessions", "resume", listed["session"], "--json").json
    assert resumed["finished"]
    assert resumed["results"][0]["after"] > resumed["results"][0]["before"]
    (listed,) = burnish("sessions", "--json").json
    assert listed["state"] == "finished"
    assert listed["attempts"] >= tried
    story = burnish("sessions", "show", listed["session"], "--json", "--attempts").json
    assert [one["ended"] is None for one in story["stretches"]] == [True, False]
    assert len(story["attempts"]) == listed["attempts"] == story["tally"]["attempts"]


@pytest.mark.long
def test_killed_again_and_again(
    burnish: Burnish, lean_file: Callable[[str], Path], tmp_path: Path
) -> None:
    text = "".join(TEXT.replace("swap", f"swap{n}") for n in range(4))
    path = lean_file(text)
    asked = ("optimize", path.name, "--candidates", "6", "--rounds", "6")
    alone = {"BURNISH_HOME": str(tmp_path / "undisturbed")}
    undisturbed = burnish(*asked, "--json", **alone).json
    chance = random.Random(6)
    arguments, kills = list(asked), 0
    while _killed(tmp_path, arguments, after=chance.randint(1, 4)):
        kills += 1
        assert kills < 40
        (listed,) = burnish("sessions", "--json").json
        judged = _judged(tmp_path / ".burnish")
        arguments = ["sessions", "resume", listed["session"]]
    assert kills > 1
    (listed,) = burnish("sessions", "--json").json
    assert listed["state"] == "finished"
    told = burnish(*arguments, "--json").json
    proofs = [one["proof"] for one in told["results"]]
    assert proofs == [one["proof"] for one in undisturbed["results"]]
    # The same attempts, and none that was judged was judged again.
    assert _judged(tmp_path / ".burnish").keys() == _judged(tmp_path / "undisturbed").keys()
    assert judged.items() <= _judged(tmp_path / ".burnish").items()


def _judged(folder: Path) -> dict[tuple[str, str], str]:
    """When each attempt was judged, by its theorem and text."""
    connection = sqlite3.connect(folder / "burnish.db")
    try:
        rows = connection.execute(
            "SELECT p.name, a.proof, v.created_at FROM attempts AS a"
            " JOIN problems AS p ON p.id = a.problem_id JOIN verdicts AS v ON v.key = a.verdict_key"
        )
        return {(name, proof): when for name, proof, when in rows}
    finally:
        connection.close()


def test_a_text_that_was_never_kept(stored: Stored) -> None:
    record = stored.repository.session(stored.session)
    assert record is not None
    with pytest.raises(UserInputError, match=r"does not hold its text.*--root FOLDER"):
        find_files(stored.repository, record, None, "embedded", print)
    with pytest.raises(UserInputError, match="no folder"):
        find_files(stored.repository, record, Path("nowhere"), "embedded", print)


def test_options_are_kept_but_for_where_the_model_is() -> None:
    stored = ASKED.to_json()
    assert "secret" not in str(stored)
    again = Options.from_json(stored)
    assert again == replace(ASKED, model=replace(ASKED.model, endpoint=None))


def test_a_session_of_an_older_version_says_enough() -> None:
    described = settings(
        "tokens",
        guards=["depth<=original"],
        pareto=["tokens", "depth"],
        proposing={
            "proposer": "both",
            "model": "m",
            "adapter": None,
            "sampling": {"n": 4, "max_tokens": 99},
            "temperatures": [0.5, 1.0],
            "rounds": 2,
            "seed": 3,
            "channels": ["context", "states", "examples", "notes", "diagnostics"],
            "veto": True,
            "stops": False,
        },
    )
    options = stored_options(_record(described))
    assert (options.metric, options.guards, options.pareto) == (
        "tokens",
        ("depth<=original",),
        "tokens,depth",
    )
    model = options.model
    assert (model.proposer, model.model, model.samples, model.answer_tokens) == ("both", "m", 4, 99)
    assert (model.temperatures, model.rounds, model.seed) == ((0.5, 1.0), 2, 3)
    assert (model.without, model.veto) == ("sketch", True)


def test_the_command_can_be_typed_again() -> None:
    command = {"command": "optimize", "targets": ["my file.lean:t"], "options": ASKED.to_json()}
    assert command_line(replace(_record(settings()), command=command)) == (
        "burnish optimize 'my file.lean:t' --metric tokens --guard 'depth<=original' "
        "--pareto tokens,depth --rounds 3 --candidates 7 --seconds 20 --write --lean embedded "
        "--proposer both --model m --temperature 0.5-1 --prompts 'own prompts' --veto"
    )
    assert command_line(_record(settings())) is None


def test_an_evaluation_can_be_asked_for_again() -> None:
    options = evaluate.Options(
        metrics=("length", "tokens"),
        proposers=("symbolic",),
        ks=(1, 4),
        ablate=(),
        rounds=12,
        candidates=48,
        seconds=None,
        lean=None,
        split="test",
        model=ModelOptions(endpoint="http://secret@here/v1", samples=4),
    )
    command = command_of(["examples"], options)
    assert command_line(replace(_record(settings()), command=command)) == (
        "burnish evaluate examples --metric length --metric tokens --proposer symbolic --at 1,4 "
        "--split test --samples 4"
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"files": [{"path": "/there/A.lean", "lean": "lean-y"}]}, r"lean-x.*lean-y.*--lean.*fork"),
        ({"settings": {"metric": "depth"}}, "metric length.*now depth.*fork"),
        ({"settings": {"proposing": {"proposer": "both"}}}, "proposer symbolic.*now both"),
    ],
)
def test_what_is_not_the_same_is_refused(change: dict[str, object], said: str) -> None:
    known = settings()
    with pytest.raises(UserInputError, match=said):
        require_same("calm-gem-0001", known, {**known, **change})


def test_what_does_not_matter_may_differ() -> None:
    known = settings(proposing={"proposer": "symbolic", "prompts": "a"})
    asked = settings(proposing={"proposer": "symbolic", "prompts": "b"}, new=1)
    require_same("calm-gem-0001", known, {**asked, "version": "9"})


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("evaluate", "same command again goes on with it: burnish evaluate A.lean"),
        ("round", "is a round"),
    ],
)
def test_a_session_of_another_command(
    burnish: Burnish, tmp_path: Path, kind: str, said: str
) -> None:
    database = Database(tmp_path / ".burnish" / "burnish.db")
    session = Repository(database).start_session("r", kind, "A.lean", settings()).id
    database.close()
    answer = burnish("sessions", "resume", session)
    assert answer.status == 2
    assert said in answer.err


_TALKED = {"files": [{"path": "/my work/A.lean", "digest": "d", "names": ["swap"], "lean": "x"}]}


def test_a_chat_is_gone_on_with_by_the_file_and_the_name(burnish: Burnish, tmp_path: Path) -> None:
    database = Database(tmp_path / ".burnish" / "burnish.db")
    repository = Repository(database)
    session = repository.start_session("r", "chat", "/my work/A.lean", _TALKED).id
    answer = burnish("sessions", "resume", session)
    assert answer.status == 2
    assert "goes on with it: burnish chat '/my work/A.lean:swap'" in " ".join(answer.err.split())
    repository.set_session_state(session, "finished")
    database.close()
    assert "another took its place" in burnish("sessions", "resume", session).err


def test_a_chat_that_is_not_believed_is_not_gone_on_with(burnish: Burnish, tmp_path: Path) -> None:
    there = Database(tmp_path / "there" / "burnish.db")
    talked = Repository(there)
    session = talked.start_session("r", "chat", "/my work/A.lean", _TALKED).id
    path = export_sessions(talked, [session], tmp_path / "one.burnish.gz")
    there.close()
    burnish("sessions", "import", path)
    answer = burnish("sessions", "resume", session)
    assert answer.status == 2
    said = " ".join(answer.err.split())
    assert "it cannot be gone on with. burnish chat '/my work/A.lean:swap' begins one" in said
    assert "--trust" in said


def _record(described: dict[str, object]) -> SessionRecord:
    times = ("2026-01-01T00:00:00.000+00:00",) * 2
    return SessionRecord("calm-gem-0001", "r", "optimize", "A.lean", described, "stopped", *times)
