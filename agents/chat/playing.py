"""Plays turns of a chat on its graph: one at a time, from wherever its checkpoints say it is."""

from __future__ import annotations

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.types import Command

from agents.chat.context import ChatContext
from agents.chat.graph import ChatMachine
from agents.chat.outcome import Outcome
from agents.chat.state import ChatState, initial_chat
from storage.repository import Repository
from tools.errors import StorageError


def begin(machine: ChatMachine, chat: ChatContext) -> Outcome | None:
    """Bring a chat to where it listens; what came of a turn that a kill had cut off, if any."""
    config = _config(chat)
    if _saver(machine).get_tuple(config) is None:
        start = initial_chat(chat.work.session, chat.work.problem_id)
        machine.invoke(start, config, context=chat, durability="sync")
        return None
    if "listen" in machine.get_state(config).next:
        unheard = _unheard(machine, chat)
        return None if unheard is None else play(machine, chat, unheard)
    machine.invoke(None, config, context=chat, durability="sync")
    return outcome_of(chat.work.repository, state_of(machine, chat))


def play(machine: ChatMachine, chat: ChatContext, text: str) -> Outcome:
    """One turn, from the user's words to what came of them."""
    machine.invoke(Command(resume=text), _config(chat), context=chat, durability="sync")
    return outcome_of(chat.work.repository, state_of(machine, chat))


def state_of(machine: ChatMachine, chat: ChatContext) -> ChatState:
    """The state as it was checkpointed last."""
    values: ChatState = machine.get_state(_config(chat)).values  # type: ignore[assignment]
    return values


def outcome_of(repository: Repository, state: ChatState) -> Outcome:
    """The answer to the last turn."""
    for message in reversed(repository.messages.of_session(state["session"])):
        if message.id == state["answered"]:
            return Outcome.from_json(message.data)
    raise StorageError(
        f"{repository.database.path}: the answer of turn {state['turn']} of session "
        f"{state['session']} is not there: the file was changed by hand. Start with --new."
    )


def _unheard(machine: ChatMachine, chat: ChatContext) -> str | None:
    """What was said and stored, where a kill came before the chat knew that it was."""
    turn = state_of(machine, chat)["turn"] + 1
    said = chat.work.repository.messages.of_session(chat.work.session)
    return next((one.text for one in said if one.turn == turn and one.role == "user"), None)


def _config(chat: ChatContext) -> RunnableConfig:
    return {"configurable": {"thread_id": f"{chat.work.session}/chat"}}


def _saver(machine: ChatMachine) -> BaseCheckpointSaver[str]:
    saver = machine.checkpointer
    if saver is None or isinstance(saver, bool):
        raise ValueError("a chat needs a machine with a checkpointer")
    return saver
