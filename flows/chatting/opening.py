"""From the words of a command to a chat that listens: the composition root of `burnish chat`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from agents.chat.context import TurnContext
from agents.chat.graph import build_chat
from agents.chat.measures import Measures
from agents.chat.prompts import task_prompt
from agents.clock import Clock
from agents.graph import build_graph
from agents.scoring import Scorer
from flows.chatting.chat import Chat, Limits
from flows.chatting.saving import written_by
from flows.chatting.tasks import task_of
from flows.contexts import Contexts
from flows.logging import bind_session
from flows.modelling import ModelOptions, Proposing, proposing
from flows.objectives import Wanted, read_objective
from flows.preparation import prepare
from flows.repositories import stored_here
from flows.requests import RequestedFile, Settings, WantedFile
from flows.session_lock import hold_session
from flows.settings import read_settings
from flows.targets import Target, parse_target, read_source
from storage.checkpoints import checkpointer
from storage.keys import content_key
from storage.records import SessionRecord
from storage.repository import Repository
from tools.errors import UserInputError
from tools.lean.lean import Lean
from tools.lean.sandbox import require_confinement
from tools.lean.source import Source
from tools.lean.toolchain import Toolchain, choose_toolchain
from tools.metrics import METRICS
from tools.metrics.completion import COMPLETION

KIND = "chat"


@dataclass(frozen=True)
class Options:
    """The options of the command."""

    target: str
    metric: str | None
    rounds: int
    """Of a search in a turn."""
    candidates: int
    seconds: float
    """For one turn."""
    lean: str | None
    unprotected: bool
    """Judge what is typed also where Lean cannot be confined."""
    new: bool
    """Begin another chat, whatever was said before."""
    command: dict[str, Any]
    """How the chat was asked for, to be kept with its session."""
    model: ModelOptions = field(default_factory=ModelOptions)


@contextmanager
def open_chat(options: Options, progress: Callable[[str], None]) -> Iterator[Chat]:
    """A chat that listens: a new one, or the one about this theorem that was left.

    A turn that a kill has cut off is done first. Raises :class:`UserInputError` for what cannot be
    talked about.
    """
    target = parse_target(options.target)
    if target.name is None:
        raise UserInputError(f"{target} names no theorem; write {target.path}:NAME.")
    require_confinement(insist=options.unprotected)
    wanted = read_objective(options.metric)
    if wanted.is_proving:
        raise UserInputError(
            "A chat is about a proof that checks; `burnish optimize --metric completion` looks for "
            "proofs of theorems that do not."
        )
    settings = read_settings()
    toolchain = choose_toolchain(target.path, options.lean or settings.lean, progress)
    source = read_source(target.path)
    with stored_here() as repository, proposing(options.model, settings) as proposers:
        session, source, is_new = _session(
            *(repository, options, target, toolchain, source), progress
        )
        bind_session(session.id)
        with hold_session(repository.database.path.parent, session.id):
            chat = _chat(
                *(repository, session, options, proposers, wanted),
                *(target, source, toolchain, settings.lean_seconds),
            )
            if not is_new:
                progress(f"Going on with chat {session.id}; --new begins another.")
            try:
                yield chat
            finally:
                repository.set_session_state(session.id, "stopped")


def _session(
    repository: Repository,
    options: Options,
    target: Target,
    toolchain: Toolchain,
    source: Source,
    progress: Callable[[str], None],
) -> tuple[SessionRecord, Source, bool]:
    """The session, the text that it is about, and whether it is a new one."""
    path = target.path.resolve()
    asked = content_key(KIND, str(path), target.name or "", toolchain.fingerprint)
    known = repository.session_for_request(asked) or _moved(repository, target, toolchain, source)
    if known is not None and known.state != "finished":
        texts = _texts(repository, known)
        same = source in texts
        if same and not options.new:
            return (
                repository.start_session(known.request_hash, KIND, str(path), {}),
                texts[0],
                False,
            )
        if not same:
            progress(f"{target.path} is not what chat {known.id} is about: this is another chat.")
    lean = Lean(toolchain, read_settings().lean_seconds)
    prepare(repository, lean, target.path, source, [target.name or ""], purpose="talked about")
    if known is not None and known.state != "finished":
        # Only now that another can take its place, and not while somebody talks in it.
        with hold_session(repository.database.path.parent, known.id):
            repository.set_session_state(known.id, "finished")
    description = {
        "files": [
            {
                "path": str(path),
                "digest": repository.sources.store(source.text),
                "names": [target.name],
                "lean": toolchain.fingerprint,
            }
        ],
        "settings": {"metric": options.metric or "length"},
        "version": version("burnish"),
    }
    session = repository.start_session(
        asked, KIND, str(target.path), description, command=options.command
    )
    return session, source, True


def _moved(
    repository: Repository, target: Target, toolchain: Toolchain, source: Source
) -> SessionRecord | None:
    """A chat about this very text whose file is gone from where it was: its folder was moved, or
    this is a copy of the database.

    What a stranger's archive brought is no such chat: import gives its sessions requests of their
    own, so that nothing which it calls current is believed.
    """
    for one in repository.overview.sessions(kind=KIND):
        record = one.record
        (about,) = record.settings["files"]
        asked = content_key(KIND, about["path"], target.name or "", toolchain.fingerprint)
        if (
            record.state == "finished"
            or record.request_hash != asked
            or Path(about["path"]).exists()
        ):
            continue
        if source in _texts(repository, record):
            return record
    return None


def _texts(repository: Repository, record: SessionRecord) -> tuple[Source, ...]:
    """What the file of a chat held when it began, and then what the chat wrote; empty if the first
    is not known."""
    (about,) = record.settings["files"]
    text = repository.sources.text(about["digest"])
    return () if text is None else (Source(text), *written_by(repository, record.id))


def _chat(
    repository: Repository,
    session: SessionRecord,
    options: Options,
    proposers: Proposing,
    wanted: Wanted,
    target: Target,
    source: Source,
    toolchain: Toolchain,
    lean_seconds: float,
) -> Chat:
    name = target.name or ""
    lean = Lean(toolchain, lean_seconds, owner=session.id)
    file = RequestedFile(WantedFile(target.path, source, (name,)), toolchain)
    task = task_of(repository, lean, file)
    settings = Settings(
        wanted.objective.text, options.rounds, options.candidates, proposing=proposers.describe()
    )
    context = Contexts(
        *(repository, session.id, settings, wanted, proposers, Clock(), lean_seconds),
        lambda progress: None,
    ).context(task)
    if isinstance(context, str):
        raise UserInputError(f"{target}: {context}")
    every = {**wanted.metrics, **{k: m for k, m in METRICS.items() if k != COMPLETION.name}}
    measures = Measures(Scorer(context.lean, wanted.objective, every))
    saver = checkpointer(repository.database)
    return Chat(
        machine=build_chat(saver),
        searching=build_graph(saver),
        work=TurnContext.of(context),
        measures=measures,
        portfolio=task.portfolio,
        file=file,
        proposing=proposers,
        limits=Limits(options.rounds, options.candidates, options.seconds, lean_seconds),
        prompt=lambda: task_prompt(context),
        names=tuple(one.name for one in task.prepared.analysis.declarations if one.name),
    )
