"""Waits for a person's answer without keeping a process, and does what it says."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal
from uuid import uuid4

from prefect.flow_runs import asuspend_flow_run
from prefect.input import RunInput
from prefect.input.run_input import keyset_from_base_key
from pydantic import ConfigDict, Field, create_model

from flows.service.approval import (
    Answer,
    Offer,
    accepted_by,
    keep_offer,
    offer_page,
    record_decision,
    write_accepted,
)
from flows.service.artifacts import counted
from flows.service.running import Run


class AnswerForm(RunInput):
    """What shall be done with the proposals?"""

    model_config = ConfigDict(extra="forbid", title="Approval")

    accept: Literal["all", "these", "none"] = Field(
        title="Accept",
        description="all: write every proposal; these: write those that are chosen below; none: "
        "write nothing.",
    )
    theorems: list[str] = Field(default=[], title="These", description="With these: the theorems.")
    note: str = Field(default="", title="Note", description="Why; kept with the decision.")


def answer_form(offer: Offer) -> type[AnswerForm]:
    """The form in which somebody answers; it knows the theorems that there are."""
    names = [proposal.key for proposal in offer.proposals]
    choice = Annotated[str, Field(json_schema_extra={"enum": list(names)})]
    made = create_model(
        "Approval",
        __base__=AnswerForm,
        theorems=(list[choice], AnswerForm.model_fields["theorems"]),
    )
    made._description = offer_page(offer)
    return made


async def decide(run: Run, offer: Offer) -> str:
    """What somebody decided and what came of it, for people.

    The first time the run pauses here, and its process ends: when there is an answer, another one
    comes here from the top. Raises :class:`flows.write.NotWritten`.
    """
    run.belongs_to(offer.session)
    answer = await _answer(run, offer)
    accepted = accepted_by(answer, offer)
    record_decision(run.repository, offer, accepted, answer.note)
    await run.publisher.decision(offer, accepted, answer.note)
    offered = counted(len(offer.proposals), "proposal")
    if not accepted:
        return f"None of {offered} accepted, and nothing written."
    written = await run.step(
        "write", lambda: write_accepted(run.repository, offer.session, accepted, run.tell)
    )
    places = ", ".join(f"{count} to {path}" for path, count in written.items())
    return f"{len(accepted)} of {offered} accepted. Proofs written: {places}."


async def _answer(run: Run, offer: Offer) -> Answer:
    """The answer that there is, or a pause until there is one.

    Each pause has a key of its own: Prefect forgets which have been answered when a run has failed
    or crashed and is run again, and the answer still counts.
    """
    form = answer_form(offer)
    if offer.pause and await _is_answered(run, offer.pause):
        given = await form.aload(keyset_from_base_key(f"suspended-{offer.pause}"))
    else:
        pause = f"approval-{uuid4().hex[:8]}"
        keep_offer(run.repository, run.id, replace(offer, pause=pause))
        given = await asuspend_flow_run(wait_for_input=form, key=pause)
    return Answer(given.accept, given.theorems, given.note)


async def _is_answered(run: Run, pause: str) -> bool:
    key = keyset_from_base_key(f"suspended-{pause}")["response"]
    found = await run.client.filter_flow_run_input(
        run.flow_run.id, key_prefix=key, limit=1, exclude_keys=set()
    )
    return bool(found)
