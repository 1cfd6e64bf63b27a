"""The commands of a chat, each with what it takes and does: they need no model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from agents.chat import avoiding, history, improving, looking
from agents.chat.context import ChatContext
from agents.chat.outcome import Answer, Outcome, told
from agents.chat.state import ChatState
from agents.state import ORIGINAL
from tools.errors import UserInputError

Run = Callable[[ChatContext, ChatState, str], Answer]


@dataclass(frozen=True)
class Known:
    """A command."""

    takes: str
    does: str
    run: Run
    example: str = ""
    """Of what it takes, and what that does."""

    @property
    def argument(self) -> bool:
        """Whether it takes anything."""
        return bool(self.takes)


def _by(metric: str) -> Run:
    def run(chat: ChatContext, state: ChatState, argument: str) -> Answer:
        return improving.improve(chat, state, metric)

    return run


def _improve(chat: ChatContext, state: ChatState, argument: str) -> Answer:
    return improving.improve(chat, state, argument)


def _write(chat: ChatContext, state: ChatState, argument: str) -> Answer:
    """The question; :func:`confirmed` does it."""
    if state["accepted"] == ORIGINAL:
        return told("Nothing is accepted yet: only a proof that you accepted (/accept) is written.")
    text = f"Put the accepted proof into {chat.target}? (yes or no)"
    if state["accepted"] != state["current"]:
        text = (
            f"The current proof is not accepted. Put the one that you accepted into {chat.target}? "
            "(yes or no)"
        )
    outcome = Outcome(
        "question", text, before=chat.work.problem.text, after=chat.proof(state["accepted"])
    )
    return Answer(outcome, {"asking": "write"})


def confirmed(chat: ChatContext, state: ChatState) -> Answer:
    """Write the accepted proof, after a yes. Raises what the port raises."""
    return told(chat.write(chat.proof(state["accepted"])))


def _help(chat: ChatContext, state: ChatState, argument: str) -> Answer:
    name = argument.lstrip("/")
    if name in COMMANDS:
        one = COMMANDS[name]
        example = f" For instance {one.example}." if one.example else ""
        return told(f"/{name} {one.takes}".rstrip() + f": {one.does}.{example}")
    rows = tuple((f"/{key} {one.takes}".rstrip(), one.does) for key, one in COMMANDS.items())
    more = (
        "Lean code that you type or paste is judged: a whole theorem, a `by` block, a term, or "
        "several lines of tactics. `why did that fail?` repeats what Lean said. "
    )
    model = (
        "Anything else goes to the model."
        if chat.work.modelling is not None
        else "Instructions in words need a model: start with --endpoint URL."
    )
    return Answer(Outcome("information", more + model, rows=rows))


def _quit(chat: ChatContext, state: ChatState, argument: str) -> Answer:
    text = "The same command goes on from here."
    return Answer(Outcome("information", text, leaving=True))


COMMANDS: Mapping[str, Known] = {
    "shorter": Known("", "search for a proof with fewer tactics", _by("length")),
    "modular": Known("", "search for a proof in more parts", _by("modularity")),
    "improve": Known(
        "METRIC", "search for a proof that is better by any metric", _improve, "/improve depth"
    ),
    "try": Known(
        "TACTIC [at REGION]",
        "put a tactic in place of lines (3, 3-5), of a tactic, or of the whole proof",
        improving.try_tactic,
        "/try omega at 3-5; /try simp_all at cases h; /try decide (the whole proof)",
    ),
    "avoid": Known(
        "NAME", "do without a tactic or a lemma, if others can", avoiding.avoid, "/avoid omega"
    ),
    "inline": Known("[NAME]", "put a `have` where it is used", improving.inline, "/inline hp"),
    "extract": Known(
        "[REGION] [as NAME]",
        "state a part of the proof as a `have`",
        improving.extract,
        "/extract 4-9 as forth; /extract inl (a case by its name); /extract",
    ),
    "undo": Known("", "go back to the proof before", history.undo),
    "redo": Known("", "take an /undo back", history.redo),
    "accept": Known("[NOTE]", "this proof is better than the one before", history.accept),
    "reject": Known("[NOTE]", "it is not; go back to the one before", history.reject),
    "show": Known("[tree|states]", "the proof, with its goals", looking.show),
    "metrics": Known("", "all metrics, before and now", looking.metrics),
    "diff": Known("[original|previous]", "what has changed", looking.diff),
    "write": Known("", "put the accepted proof into the file (asks)", _write),
    "history": Known("", "what was said so far", looking.turns),
    "help": Known("[COMMAND]", "this list", _help),
    "quit": Known("", "leave; the same command goes on from here (Ctrl-D too)", _quit),
}
_ALIASES = {"?": "help", "h": "help", "q": "quit", "exit": "quit"}


def run_command(chat: ChatContext, state: ChatState, name: str, argument: str) -> Answer:
    """Do what a command says. Raises :class:`UserInputError` for one that there is not."""
    known = COMMANDS.get(_ALIASES.get(name, name))
    if known is None:
        near = looking.nearest_commands(tuple(COMMANDS), name)
        meant = f" Did you mean /{near[0]}?" if near else ""
        raise UserInputError(f"There is no command /{name}.{meant} /help lists them.")
    if argument and not known.argument:
        raise UserInputError(f"/{name} takes nothing behind it.")
    return known.run(chat, state, argument)
