"""What the critic says with a model: notes on what to try next, and vetoes. It never approves.

Notes are shown to the model in later rounds. A veto, where the user allows any, keeps a verified
proof from becoming the best because it is unreadable; its reason is kept.
"""

from __future__ import annotations

from typing import Any

import structlog

from agents.asking import Call, ask
from agents.modelling import Modelling
from agents.runtime import Ranked, RunContext
from agents.scaffold import critic_prompt
from agents.state import State
from agents.telling import Teller, notes_key
from storage.records import AttemptRecord
from tools.llm.reading import NOTE_SCHEMA, NoteAnswer, Unreadable, read_note

_log = structlog.get_logger(__name__)


def take(state: State, context: RunContext) -> None:
    """Write a note on the model's round that has ended, if the channel is open.

    Raises as :func:`agents.asking.ask`.
    """
    modelling = context.modelling
    if modelling is None or not modelling.channels.notes:
        return
    parent = context.parent(context.attempts(), state["parent"])
    found = _asked(state, context, modelling, "note", parent)
    if found is None or not found.note:
        return
    key = notes_key(context)
    known: list[list[Any]] = context.repository.structure(key) or []
    others = [one for one in known if one[0] != state["rounds"]]
    context.repository.store_structure(key, "notes", [*others, [state["rounds"], found.note]])


def vetoed(state: State, context: RunContext, one: Ranked) -> bool:
    """Whether the critic refuses a proof that would be the best.

    An answer that cannot be read is no veto. Raises as :func:`agents.asking.ask`.
    """
    modelling = context.modelling
    if modelling is None or not modelling.veto:
        return False
    found = _asked(state, context, modelling, "veto", one.attempt)
    if found is None or not found.veto:
        return False
    _log.info("veto", theorem=context.problem.name, attempt=one.id, why=found.reason)
    context.record_veto(one.id, found.reason)
    return True


def _asked(
    state: State,
    context: RunContext,
    modelling: Modelling,
    purpose: str,
    attempt: AttemptRecord | None,
) -> NoteAnswer | None:
    teller = Teller(state, context, modelling)
    rendered = teller.render(critic_prompt, teller.about(attempt))
    if rendered is None:
        return None
    sampling = modelling.one_answer(context.problem_id, purpose, state["rounds"])
    call = Call("critic", purpose, state["rounds"], rendered, sampling, NOTE_SCHEMA)
    (told,) = ask(context, modelling, call, read_note)
    return None if isinstance(told.read, Unreadable) else told.read
