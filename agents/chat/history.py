"""Going back and forth between the proofs of a chat, and the user's judgement of them.

Accepting and rejecting are data: they are stored as preferences of a person, which a collection of
training data can weigh beside its own.
"""

from __future__ import annotations

from agents.chat.context import ChatContext
from agents.chat.outcome import Answer, Outcome, told
from agents.chat.state import ChatState
from agents.state import ORIGINAL
from storage.records import PreferenceRecord, Rule


def undo(chat: ChatContext, state: ChatState, argument: str) -> Answer:
    """``/undo``: the proof that was current before."""
    if not state["undo"]:
        return told("There is nothing to undo: this is the proof that the chat began with.")
    *rest, number = state["undo"]
    update = {"current": number, "undo": rest, "redo": [*state["redo"], state["current"]]}
    return Answer(_back(chat, state, number, "Undone."), update)


def redo(chat: ChatContext, state: ChatState, argument: str) -> Answer:
    """``/redo``: what was undone last."""
    if not state["redo"]:
        return told("There is nothing to redo.")
    *rest, number = state["redo"]
    update = {"current": number, "redo": rest, "undo": [*state["undo"], state["current"]]}
    return Answer(_back(chat, state, number, "Done again."), update)


def accept(chat: ChatContext, state: ChatState, note: str) -> Answer:
    """``/accept [note]``: the current proof is better than the one before it."""
    number = state["current"]
    if number == ORIGINAL:
        return told("The original proof is current: there is nothing to accept.")
    before = state["undo"][-1] if state["undo"] else ORIGINAL
    _prefer(chat, "accepted", number, before, note)
    text = "Accepted, and noted as better than the proof before it. /write puts it into the file."
    return Answer(Outcome("information", text), {"accepted": number})


def reject(chat: ChatContext, state: ChatState, note: str) -> Answer:
    """``/reject [note]``: the proof before the current one is better; it is current again."""
    number = state["current"]
    if number == ORIGINAL or not state["undo"]:
        return told("The original proof is current: there is nothing to reject.")
    *rest, before = state["undo"]
    _prefer(chat, "rejected", before, number, note)
    update = {
        "current": before,
        "undo": rest,
        "redo": [],
        "rejected": [*(one for one in state["rejected"] if one != number), number],
        "accepted": ORIGINAL if state["accepted"] == number else state["accepted"],
    }
    said = "Rejected: the proof before it is noted as better, and is current again."
    return Answer(_back(chat, state, before, said), update)


def _back(chat: ChatContext, state: ChatState, number: int, said: str) -> Outcome:
    before, after = chat.attempt(state["current"]), chat.attempt(number)
    which = " The original proof is current." if number == ORIGINAL else ""
    return Outcome(
        "information",
        f"{said}{which}",
        before=chat.proof(state["current"]),
        after=chat.proof(number),
        changes=chat.measures.changes(chat.work, before, after),
    )


def _prefer(chat: ChatContext, rule: Rule, chosen: int, rejected: int, note: str) -> None:
    context = chat.work
    context.repository.preferences.record(
        [
            PreferenceRecord(
                source="human",
                rule=rule,
                session_id=context.session,
                problem_id=context.problem_id,
                metric=context.objective.text,
                chosen_attempt_id=chosen or None,
                rejected_attempt_id=rejected or None,
                chosen_score=_score(chat, chosen),
                rejected_score=_score(chat, rejected),
                prompt_hash=chat.prompt(),
                note=note,
            )
        ]
    )


def _score(chat: ChatContext, number: int) -> float | None:
    """The improvement over the original in what counts most."""
    if number == ORIGINAL:
        return 0.0
    context = chat.work
    values = chat.measures.values(context, chat.attempt(number))
    if not values.keys() >= set(context.objective.metrics):
        return None
    return context.objective.key(values)[0] - context.original_score[0]
