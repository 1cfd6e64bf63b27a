"""Waits for a person's answer without keeping a process, and does what it says."""

from __future__ import annotations

from collections.abc import Sequence

from prefect.flow_runs import asuspend_flow_run
from prefect.input.run_input import keyset_from_base_key

from flows.service.approval import (
    KEY,
    Proposal,
    accepted_by,
    answer_form,
    record_decision,
    write_accepted,
)
from flows.service.artifacts import counted
from flows.service.running import Run

_SCHEMA = keyset_from_base_key(f"suspended-{KEY}")["schema"]


async def is_asked(run: Run) -> bool:
    """Whether the run has paused for an answer before: then it is about what was found then."""
    found = await run.client.filter_flow_run_input(
        run.flow_run.id, key_prefix=_SCHEMA, limit=1, exclude_keys=set()
    )
    return bool(found)


async def decide(run: Run, session: str, proposals: Sequence[Proposal]) -> str:
    """What somebody decided and what came of it, for people.

    The first time the run pauses here, and its process ends: when there is an answer, another one
    comes here from the top. Raises :class:`flows.write.NotWritten`.
    """
    run.belongs_to(session)
    answer = await asuspend_flow_run(wait_for_input=answer_form(proposals, session), key=KEY)
    accepted = accepted_by(answer, proposals)
    record_decision(run.repository, session, proposals, accepted, answer.note)
    await run.publisher.decision(proposals, accepted, answer.note)
    offered = counted(len(proposals), "proposal")
    if not accepted:
        return f"None of {offered} accepted, and nothing written."
    written = await run.step(
        "write", lambda: write_accepted(run.repository, session, accepted, run.tell)
    )
    places = ", ".join(f"{count} to {path}" for path, count in written.items())
    return f"{len(accepted)} of {offered} accepted. Proofs written: {places}."
