"""Runs that wait for a person's answer: what they propose, and the answer, over REST."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flows.service.api import Api
from flows.service.tags import sessions_of
from tools.errors import UserInputError

_WAITING = {"flow_runs": {"state": {"name": {"any_": ["Suspended"]}}}, "limit": 200}


@dataclass(frozen=True)
class Waiting:
    """A run that waits for an answer."""

    id: str
    name: str
    session: str
    since: str
    """When it began to wait, in ISO 8601."""
    theorems: tuple[str, ...]
    """Those that it has proposals for."""
    proposals: str
    """What it proposes, as Markdown."""

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "name": self.name,
            "session": self.session,
            "since": self.since,
            "theorems": list(self.theorems),
            "proposals": self.proposals,
        }


@dataclass(frozen=True)
class Decision:
    """An answer that was given."""

    accepted: tuple[str, ...]
    rejected: tuple[str, ...]
    note: str

    def to_json(self) -> dict[str, Any]:
        return {
            "accepted": list(self.accepted),
            "rejected": list(self.rejected),
            "note": self.note,
        }


def waiting_runs(api: Api) -> list[Waiting]:
    """All runs of Burnish that wait for an answer, longest first.

    Raises :class:`flows.service.api.ServiceUnavailable` and its siblings, as all here do.
    """
    found = [_waiting(api, run) for run in api.post("flow_runs/filter", _WAITING)]
    return sorted((one for one in found if one is not None), key=lambda one: one.since)


def waiting_run(api: Api, name: str) -> Waiting:
    """The one of that name, session, id or beginning of an id.

    Raises :class:`UserInputError` if there is none, or more than one.
    """
    known = waiting_runs(api)
    meant = [one for one in known if name in (one.id, one.name, one.session)]
    meant = meant or [one for one in known if name and one.id.startswith(name)]
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise UserInputError(f"{name} may be {' or '.join(one.id for one in meant)}.")
    there = ", ".join(f"{one.id[:8]} ({one.name})" for one in known)
    raise UserInputError(
        f"No run {name} waits for an answer; {f'there are {there}' if there else 'none does'}."
    )


def read_decision(run: Waiting, accept: str, note: str) -> Decision:
    """What ``all``, ``none``, or names with commas between them mean for a run; a theorem may be
    called by the end of its name. Raises :class:`UserInputError`."""
    if accept == "all":
        accepted = run.theorems
    elif accept == "none":
        accepted = ()
    else:
        names = [name.strip() for name in accept.split(",") if name.strip()]
        meant = {_meant(run.theorems, name) for name in names}
        if not meant:
            raise UserInputError("--accept wants all, none, or names with commas between them.")
        accepted = tuple(one for one in run.theorems if one in meant)
    return Decision(accepted, tuple(one for one in run.theorems if one not in accepted), note)


def _meant(theorems: Sequence[str], name: str) -> str:
    found = [one for one in theorems if one == name]
    found = found or [one for one in theorems if one.endswith((f".{name}", f":{name}"))]
    if len(found) == 1:
        return found[0]
    told = "is ambiguous" if found else "has no proposal"
    raise UserInputError(f"{name} {told}; there are {', '.join(found or theorems)}.")


def answer(api: Api, run: Waiting, decision: Decision) -> None:
    """Let the run go on with a decision.

    Raises :class:`UserInputError` if it waits no longer, or does not want that answer.
    """
    replied = api.post(
        f"flow_runs/{run.id}/resume",
        {
            "run_input": {
                "accept": "these" if decision.accepted else "none",
                "theorems": list(decision.accepted),
                "note": decision.note,
            }
        },
    )
    if replied["status"] != "ACCEPT":
        reason = (replied.get("details") or {}).get("reason") or "it says no more"
        raise UserInputError(f"Run {run.name} does not go on with that: {reason}")


def _waiting(api: Api, run: dict[str, Any]) -> Waiting | None:
    """``None`` for a run that wants no answer, or none of ours."""
    keys = (run["state"].get("state_details") or {}).get("run_input_keyset")
    if not keys:
        return None
    stored = api.post(f"flow_runs/{run['id']}/input/filter", {"prefix": "suspended-", "limit": 10})
    inputs = {one["key"]: one["value"] for one in stored}
    schema = inputs.get(keys["schema"])
    fields = json.loads(schema)["properties"] if schema is not None else {}
    if "theorems" not in fields:
        return None
    return Waiting(
        id=run["id"],
        name=run["name"],
        session=", ".join(sessions_of(run["tags"])),
        since=run["state"]["timestamp"],
        theorems=tuple(fields["theorems"]["items"]["enum"]),
        proposals=json.loads(inputs.get(keys["description"], '""')),
    )
