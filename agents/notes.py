"""What the critic says with a model: notes on what to try next, and vetoes. It never approves.

Notes are shown to the model in later rounds. A veto, where the user allows any, keeps a verified
proof from becoming the best because it is unreadable; its reason is kept.
"""

from __future__ import annotations

import structlog

from agents import material, repairs
from agents.asking import Call, ask
from agents.runtime import Ranked, RunContext
from agents.scaffold import note_prompt, veto_prompt
from agents.state import ORIGINAL, State
from storage.keys import content_key
from tools.llm.reading import Unreadable, read_note, read_veto

_log = structlog.get_logger(__name__)


def taken(context: RunContext) -> list[str]:
    """The notes of the search so far, oldest first."""
    stored: list[tuple[int, str]] = context.repository.structure(_notes_key(context)) or []
    return [text for _, text in stored]


def take(state: State, context: RunContext) -> None:
    """Write a note on the model's round that has ended, if the channel is on.

    Raises as :func:`agents.asking.ask`.
    """
    modelling = context.modelling
    if modelling is None or not modelling.channels.notes:
        return
    number = state["rounds"]
    tried = [
        (one.proof, repairs.complaints(context, one))
        for one in context.attempts().values()
        if one.round == number and one.model is not None
    ]
    rendered = note_prompt(material.gather(state, context, modelling), tried, modelling)
    sampling = modelling.one_answer(context.problem_id, "note", number)
    (told,) = ask(context, modelling, Call("critic", "note", number, rendered, sampling), read_note)
    if isinstance(told.read, Unreadable):
        return
    key = _notes_key(context)
    known: list[list[int | str]] = context.repository.structure(key) or []
    others = [one for one in known if one[0] != number]
    context.repository.store_structure(key, "notes", [*others, [number, told.read.text]])


def vetoed(state: State, context: RunContext, one: Ranked) -> bool:
    """Whether the critic refuses a proof that would be the best.

    An answer that cannot be read is no veto. Raises as :func:`agents.asking.ask`.
    """
    modelling = context.modelling
    if modelling is None or not modelling.veto:
        return False
    attempts = context.attempts()
    best = context.problem.text if state["best"] == ORIGINAL else attempts[state["best"]].proof
    given = material.gather(state, context, modelling)
    rendered = veto_prompt(given, best, one.attempt.proof, modelling)
    sampling = modelling.one_answer(context.problem_id, "veto", state["rounds"])
    call = Call("critic", "veto", state["rounds"], rendered, sampling)
    (told,) = ask(context, modelling, call, read_veto)
    if isinstance(told.read, Unreadable) or not told.read.veto:
        return False
    _log.info("veto", theorem=context.problem.name, attempt=one.id, why=told.read.reason)
    context.record_veto(one.id, told.read.reason)
    return True


def _notes_key(context: RunContext) -> str:
    return content_key("notes", context.session, context.problem_id)
