"""Waits for a person's answer without keeping a process, and does what it says."""

from __future__ import annotations

from typing import Annotated, Literal

from prefect.flow_runs import asuspend_flow_run
from prefect.input import RunInput
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

_KEY = "approval"
"""Of the pause: the same when the body of the flow runs from the top again."""


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
    keep_offer(run.repository, run.id, offer)
    given = await asuspend_flow_run(wait_for_input=answer_form(offer), key=_KEY)
    accepted = accepted_by(Answer(given.accept, given.theorems, given.note), offer)
    record_decision(run.repository, offer, accepted, given.note)
    await run.publisher.decision(offer, accepted, given.note)
    offered = counted(len(offer.proposals), "proposal")
    if not accepted:
        return f"None of {offered} accepted, and nothing written."
    written = await run.step(
        "write", lambda: write_accepted(run.repository, offer.session, accepted, run.tell)
    )
    places = ", ".join(f"{count} to {path}" for path, count in written.items())
    return f"{len(accepted)} of {offered} accepted. Proofs written: {places}."
