"""One call of the model: asked once, every answer recorded, and read.

A call is known by who asks what with which prompt in which round. So a node that was killed after
the answers came finds them again, and nothing is sampled twice in a session.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import structlog

from agents.modelling import Modelling
from agents.runtime import RunContext
from agents.scaffold import Rendered
from storage.answers import LONGEST
from storage.keys import call_key
from storage.records import AnswerRecord, AskingNode
from tools.llm.answer import Answer
from tools.llm.errors import ModelStopped
from tools.llm.reading import Unreadable
from tools.llm.sampling import Sampling

_log = structlog.get_logger(__name__)
Read = TypeVar("Read")


@dataclass(frozen=True)
class Call:
    """Who asks what."""

    node: AskingNode
    purpose: str
    round: int
    rendered: Rendered
    sampling: Sampling
    schema: Mapping[str, Any] | None = None
    """JSON schema that the server is to hold the answers to."""


@dataclass(frozen=True)
class Told(Generic[Read]):
    """An answer as it is stored, and what could be read in it."""

    record: AnswerRecord
    read: Read | Unreadable


def ask(
    context: RunContext,
    modelling: Modelling,
    call: Call,
    read: Callable[[str], Read | Unreadable],
) -> list[Told[Read]]:
    """The answers of a call, in their order.

    Pauses the graph if the time is over, also in the middle of the answer. Raises
    :class:`tools.llm.errors.ModelUnavailable` and :class:`tools.llm.errors.ModelRefused`.
    """
    prompt = call.rendered.prompt
    key = call_key(
        context.session, context.problem_id, call.node, call.purpose, call.round, prompt.digest
    )
    known = context.repository.answers.of_call(key)
    if not known:
        context.pause_if_spent()
        try:
            answers = modelling.model.sample(
                prompt,
                call.sampling,
                urgency=modelling.urgency,
                schema=call.schema,
                stopped=lambda: bool(context.clock.reason),
            )
        except ModelStopped:
            context.pause_if_spent()
            raise
        records = [
            _record(context, modelling, call, key, position, answer, _read(answer.text, read))
            for position, answer in enumerate(answers)
        ]
        about = {"channels": call.rendered.channels_used, "cut": call.rendered.cut}
        context.repository.answers.record(prompt.to_json() | about, records)
        known = context.repository.answers.of_call(key)
    told = [
        Told(one, Unreadable(one.unreadable) if one.unreadable else read(one.text)) for one in known
    ]
    _log.debug(
        "answers",
        theorem=context.problem.name,
        node=call.node,
        purpose=call.purpose,
        round=call.round,
        answers=len(told),
        unreadable=sum(isinstance(one.read, Unreadable) for one in told),
    )
    return told


def _read(text: str, read: Callable[[str], Read | Unreadable]) -> Read | Unreadable:
    """A text's reading; of one that is not kept whole there is none, now or later."""
    if len(text) > LONGEST:
        return Unreadable(f"is longer than {LONGEST // 1024} thousand characters")
    return read(text)


def _record(
    context: RunContext,
    modelling: Modelling,
    call: Call,
    key: str,
    position: int,
    answer: Answer,
    read: object,
) -> AnswerRecord:
    unreadable = read.reason if isinstance(read, Unreadable) else None
    if unreadable is not None and answer.finish == "length":
        unreadable += f" (cut off after {answer.completion_tokens} tokens)"
    return AnswerRecord(
        session_id=context.session,
        problem_id=context.problem_id,
        node=call.node,
        purpose=call.purpose,
        round=call.round,
        call=key,
        position=position,
        prompt_hash=call.rendered.prompt.digest,
        template_hash=call.rendered.template_digest,
        model=modelling.model.name,
        adapter=modelling.model.adapter,
        sampling=call.sampling.to_json(),
        text=answer.text,
        thinking=answer.thinking,
        finish=answer.finish,
        prompt_tokens=answer.prompt_tokens,
        completion_tokens=answer.completion_tokens,
        unreadable=unreadable,
    )
