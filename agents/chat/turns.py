"""The nodes of the chat: one waits for the user's turn, the other does it.

Both may be run again from their tops after a kill: what was said, judged and answered is found in
storage and not stored twice.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import copy_context
from typing import Any

import structlog
from langchain_core.runnables.config import var_child_runnable_config
from langgraph.runtime import Runtime
from langgraph.types import interrupt

from agents.chat import improving, looking, reading
from agents.chat.commands import COMMANDS, confirmed, run_command
from agents.chat.context import ChatContext, TurnStopped
from agents.chat.outcome import Answer, Outcome, told
from agents.chat.state import ChatState
from agents.chat.understanding import follow
from storage.keys import content_key
from storage.records import MessageRecord
from tools.errors import BurnishError, UserInputError
from tools.lean.pool import Cancelled
from tools.llm.errors import ModelStopped

_log = structlog.get_logger(__name__)
_STOPPED = "Stopped. Nothing changed; what Lean has judged is kept."
_TIMES = 2
_LEFT_OUT = Answer(
    Outcome("stopped", f"This turn was cut off {_TIMES} times, so it is left out. Nothing changed.")
)
_HINTS = {
    "short": "/shorter",
    "golf": "/shorter",
    "fewer": "/shorter",
    "inline": "/inline",
    "lemma": "/extract",
    "pull": "/extract",
    "extract": "/extract",
    "split": "/extract",
    "modular": "/modular",
    "back": "/undo",
    "revert": "/undo",
    "save": "/write",
    "explicit": "/show states",
    "goal": "/show states",
    "metric": "/metrics",
}
"""Words of an instruction, and the command that comes nearest to them."""


def listen(state: ChatState, runtime: Runtime[ChatContext]) -> dict[str, Any]:
    """Wait for the user's turn, and store it."""
    turn = state["turn"] + 1
    text: str = interrupt({"turn": turn})
    context = runtime.context.work
    said = _message(runtime.context, turn, "user")
    if said is None or said.text != text:
        kind = "answer" if state["asking"] else type(reading.read_turn(text)).__name__.lower()
        number = context.repository.messages.record(context.session, turn, "user", kind, text)
    else:
        number = said.id  # by a node that was killed after it
    return {"turn": turn, "said": number, "answered": 0}


def act(state: ChatState, runtime: Runtime[ChatContext]) -> dict[str, Any]:
    """Do what the turn says, and store what came of it. Whatever goes wrong changes nothing."""
    chat = runtime.context
    said = _message(chat, state["turn"], "user")
    assert said is not None, "the node before stored it"
    answer = _apart(lambda: _answered(chat, state, said.text)) if _may(chat, state) else _LEFT_OUT
    outcome = answer.outcome
    known = _message(chat, state["turn"], "burnish")
    if known is None:
        number = chat.work.repository.messages.record(
            chat.work.session,
            state["turn"],
            "burnish",
            outcome.kind,
            outcome.text,
            outcome.to_json(),
        )
    else:
        number = known.id
    _log.info("turn", turn=state["turn"], outcome=outcome.kind, tried=outcome.tried)
    return {"asking": "", **answer.update, "answered": number}


def _may(chat: ChatContext, state: ChatState) -> bool:
    """Whether the turn has not ended the process too often; that it is begun once more is noted.

    Otherwise a turn that takes all memory, or meets a fault of ours, would be the chat's end.
    """
    key = content_key("turn begun", state["session"], str(state["turn"]))
    times: int = chat.work.repository.structure(key) or 0
    chat.work.repository.store_structure(key, "turn", times + 1)
    return times < _TIMES


def _answered(chat: ChatContext, state: ChatState, text: str) -> Answer:
    try:
        if state["asking"]:
            if reading.is_yes(text):
                return confirmed(chat, state)
            if text.strip().lower() in ("", "n", "no", "/no"):
                return told("Nothing was written.")
        return _done(chat, state, reading.read_turn(text))
    except UserInputError as error:
        return told(str(error))
    except (TurnStopped, Cancelled, ModelStopped):
        spent = "" if chat.limit.stopped else chat.limit.reason
        why = f"{spent[:1].upper()}{spent[1:]}." if spent else ""
        return Answer(Outcome("stopped", f"{_STOPPED} {why}".rstrip()))
    except BurnishError as error:
        if chat.work.clock.stopped:  # what was killed on request complains
            return Answer(Outcome("stopped", _STOPPED))
        return Answer(Outcome("stopped", f"It could not be done, and nothing changed: {error}"))


def _done(chat: ChatContext, state: ChatState, turn: reading.Turn) -> Answer:
    match turn:
        case reading.Command(name, argument):
            return run_command(chat, state, name, argument)
        case reading.Code():
            chat.tell("asking Lean")
            return improving.judge_code(chat, state, turn)
        case reading.Question():
            return looking.why(chat, state)
        case reading.Instruction(text):
            if not text:
                return told("Say what is to be changed; /help lists what can be said.")
            if chat.work.modelling is None:
                return _without_model(chat, state, text)
            return follow(chat, state, text)


def _without_model(chat: ChatContext, state: ChatState, text: str) -> Answer:
    """An honest answer to words, with the commands that come nearest."""
    known = {token.value for token in improving.view_of(chat, state).value.tokens()}
    found = [f"/avoid {name}" for name in reading.avoided(text, known | set(chat.portfolio))]
    words = text.lower()
    found += [command for word, command in _HINTS.items() if word in words]
    if text.split()[0] in {one.split()[0] for one in chat.portfolio}:
        found.append(f"/try {text}")
    found += [f"/{name}" for name in looking.nearest_commands(tuple(COMMANDS), text)]
    named = {one.split()[0]: one for one in reversed(found)}  # the first of each command
    nearest = [_usage(named.pop(one.split()[0])) for one in found if one.split()[0] in named][:3]
    offer = f" Nearest to it: {'; '.join(nearest)}." if nearest else " /help lists the commands."
    return told(
        "Nothing was done: instructions in words need a model (start with --endpoint URL)." + offer
    )


def _usage(command: str) -> str:
    """A command as it can be typed: with what it takes, if that is not said."""
    bare = command.removeprefix("/")
    return f"{command} {COMMANDS[bare].takes}".rstrip() if bare in COMMANDS else command


def _message(chat: ChatContext, turn: int, role: str) -> MessageRecord | None:
    """The last that was said by somebody in a turn."""
    found = [
        one
        for one in chat.work.repository.messages.of_session(chat.work.session)
        if one.turn == turn and one.role == role
    ]
    return found[-1] if found else None


def _apart(work: Callable[[], Answer]) -> Answer:
    """Do something as if it were not in a node: a search within would else be taken for a part of
    the chat's graph, with its checkpoints in the chat's."""

    def alone() -> Answer:
        var_child_runnable_config.set(None)
        return work()

    return copy_context().run(alone)
