"""Flows on a real Prefect server, from the form to the last artifact."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from flows.service.api import Api, ServiceRefused
from flows.service.reviewing import answer, read_decision, waiting_run, waiting_runs
from flows.service.runs import read_logs
from storage.database import Database
from storage.repository import Repository
from tests.flows.service.driving import Service, wait_until

pytestmark = pytest.mark.long

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
SMALL = {"rounds": 1, "candidates": 8}


def artifacts(service: Service, run: str) -> dict[str, Any]:
    """The artifacts of a run by their keys, without what Prefect keeps of its own."""
    with Api(service.address) as api:
        asked = {"artifacts": {"flow_run_id": {"any_": [run]}}}
        return {one["key"]: one for one in api.post("artifacts/filter", asked) if one["key"]}


def of_kind(found: dict[str, Any], kind: str) -> dict[str, Any]:
    """The one artifact whose key begins so."""
    (one,) = [found[key] for key in found if key.startswith(f"{kind}-")]
    assert isinstance(one, dict)
    return one


def name_of(service: Service, run: str) -> str:
    with Api(service.address) as api:
        return str(api.get(f"flow_runs/{run}")["name"])


def logged(service: Service, run: str) -> list[str]:
    with Api(service.address) as api:
        return [line.text for line in read_logs(api, run, 200)]


def example(service: Service, name: str, folder: str = "") -> Path:
    """A copy of an example where the server was started."""
    path = service.folder / folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes((EXAMPLES / name).read_bytes())
    return path


def test_a_run_waits_for_a_person_and_writes_what_was_accepted(service: Service) -> None:
    path = example(service, "Logic.lean")
    before = path.read_text(encoding="utf-8")
    run = service.start_run(
        "optimize-file/optimize-file",
        file="Logic.lean",
        theorems=["peirce", "no_liar"],
        require_approval=True,
        **SMALL,
    )
    assert service.wait_for(run, "PAUSED", "FAILED", "CRASHED")["name"] == "Suspended"
    assert path.read_text(encoding="utf-8") == before

    found = artifacts(service, run)
    assert of_kind(found, "progress")["data"] == 100
    assert "2 of 2 theorems done, 2 improved" in of_kind(found, "progress")["description"]
    assert "Examples.Logic.peirce" in of_kind(found, "results")["data"]
    page = of_kind(found, "examples-logic-peirce")
    assert "## Why it was accepted" in page["data"]
    session = name_of(service, run).rpartition(" · ")[2]
    assert (service.home / "reports" / f"{session}.html").is_file()
    assert f"{session}.html" in of_kind(found, "report")["data"]
    wait_until(lambda: any(f"session={session}" in line for line in logged(service, run)))

    with Api(service.address) as api:
        asked = {"run_input": {"accept": "these", "theorems": ["nothing of the kind"]}}
        assert api.post(f"flow_runs/{run}/resume", asked)["status"] == "REJECT"
        assert api.post(f"flow_runs/{run}/resume", {})["status"] == "REJECT"
        waiting = waiting_run(api, session)
        assert waiting.theorems == ("Examples.Logic.peirce", "Examples.Logic.no_liar")
        assert "-  by_cases hp : p" in waiting.proposals
        answer(api, waiting, read_decision(waiting, "peirce", "reads well"))
        ended = service.wait_for(run, "COMPLETED", "FAILED", "CRASHED")
        assert ended["type"] == "COMPLETED", ended
        assert "1 of 2 proposals accepted" in ended["message"]
        assert run not in [one.id for one in waiting_runs(api)]

    after = path.read_text(encoding="utf-8")
    head, tail = before.split("theorem peirce")
    assert after.startswith(head)
    assert after.endswith(tail[tail.index("/-- ") :])
    assert after != before
    database = Database.of(service.folder, {})
    repository = Repository(database)
    (noted,) = [one for one in repository.flow_runs.of_session(session) if one.id == run]
    decided = {one.rule: one for one in repository.preferences.of_session(session)}
    database.close()
    assert noted.flow == "optimize-file"
    assert set(decided) == {"accepted", "rejected"}
    assert {one.source for one in decided.values()} == {"human"}
    assert of_kind(artifacts(service, run), "decision")["data"].count("reads well") == 2


def test_a_file_that_changed_meanwhile_is_left_alone_and_the_answer_still_counts(
    service: Service,
) -> None:
    path = example(service, "Order.lean")
    before = path.read_text(encoding="utf-8")
    run = service.start_run(
        "optimize-file/optimize-file",
        file="Order.lean",
        theorems=["no_cycle"],
        require_approval=True,
        **SMALL,
    )
    assert service.wait_for(run, "PAUSED", "FAILED", "CRASHED")["type"] == "PAUSED"
    changed = before + "\n-- somebody was here\n"
    path.write_text(changed, encoding="utf-8")
    with Api(service.address) as api:
        waiting = waiting_run(api, run[:13])
        answer(api, waiting, read_decision(waiting, "all", ""))
    ended = service.wait_for(run, "COMPLETED", "FAILED", "CRASHED")
    assert ended["type"] == "FAILED"
    assert "has changed since it was read" in ended["message"]
    assert path.read_text(encoding="utf-8") == changed

    path.write_text(before, encoding="utf-8")
    with Api(service.address) as api:
        again = {"type": "SCHEDULED", "name": "AwaitingRetry"}
        api.post(f"flow_runs/{run}/set_state", {"state": again, "force": True})
    ended = service.wait_for(run, "COMPLETED", "PAUSED", "CRASHED")
    assert ended["type"] == "COMPLETED", ended
    assert path.read_text(encoding="utf-8") not in (before, changed)


def test_a_project_leaves_out_what_cannot_be_used_and_recalls_what_it_did(
    service: Service,
) -> None:
    example(service, "Logic.lean", "project")
    (service.folder / "project" / "Bad.lean").write_text("import Nowhere\n", encoding="utf-8")
    form = {"project": "project", "proposer": "symbolic", **SMALL}
    first = service.start_run("optimize-project/optimize-project", **form)
    told = service.wait_for(first, "COMPLETED", "FAILED", "CRASHED")["message"]
    assert "1 file left out" in told
    assert "Bad.lean" in of_kind(artifacts(service, first), "left-out")["data"]

    again = service.start_run("optimize-project/optimize-project", **form)
    assert service.wait_for(again, "COMPLETED", "FAILED", "CRASHED")["message"] == told
    assert name_of(service, again) == name_of(service, first)
    progress = of_kind(artifacts(service, again), "progress")["description"]
    assert progress.startswith("8 of 8 theorems done")
    assert "a second" not in progress  # nothing was searched


def test_an_evaluation_has_figures_and_a_page(service: Service) -> None:
    example(service, "Logic.lean")
    run = service.start_run("evaluate/evaluate", targets=["Logic.lean:peirce"], at=[1, 4], **SMALL)
    ended = service.wait_for(run, "COMPLETED", "FAILED", "CRASHED")
    assert ended["type"] == "COMPLETED", ended
    found = artifacts(service, run)
    assert of_kind(found, "figures")["data"].count('"setting": "symbolic"') == 2
    assert (service.home / "reports" / f"evaluation-{run}.html").is_file()


def test_a_collection_shows_its_rounds(service: Service) -> None:
    example(service, "Logic.lean", "corpus")
    run = service.start_run(
        "collect/collect", corpus="corpus", rounds=2, search_rounds=1, candidates=8
    )
    ended = service.wait_for(run, "COMPLETED", "FAILED", "CRASHED")
    assert ended["type"] == "COMPLETED", ended
    assert "2 of 2 rounds finished" in ended["message"]
    found = artifacts(service, run)
    assert of_kind(found, "rounds")["data"].count('"round": ') == 2
    assert "round 2 of 2" in of_kind(found, "progress")["description"]


def test_what_cannot_be_used_fails_a_run_with_a_sentence(service: Service) -> None:
    example(service, "Logic.lean")
    run = service.start_run("optimize-file/optimize-file", file="Logik.lean")
    ended = service.wait_for(run, "COMPLETED", "FAILED", "CRASHED")
    assert ended["type"] == "FAILED"
    assert ended["message"] == "There is no file Logik.lean; did you mean Logic.lean?"
    assert not any("Traceback" in line for line in logged(service, run))


def test_the_server_refuses_a_form_that_is_filled_in_wrongly(service: Service) -> None:
    with pytest.raises(ServiceRefused, match="less than the minimum"):
        service.start_run("optimize-file/optimize-file", file="Logic.lean", rounds=0)
    with pytest.raises(ServiceRefused, match="file"):
        service.start_run("optimize-file/optimize-file", rounds=1)
