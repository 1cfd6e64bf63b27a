"""The main job from the words of a command to its outcome: the composition root of `optimize`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from agents.clock import Clock
from agents.scoring import stored_name
from flows.checking import describe as describe_lean
from flows.history.handoff import HandOff, hand_off
from flows.modelling import ModelOptions, proposing
from flows.objectives import read_objective
from flows.pausing import pausing_on_interrupt
from flows.preparation import complaints
from flows.repositories import stored_here
from flows.requests import RequestedFile, Settings, read_targets
from flows.results import TheoremResult
from flows.searching import Observer
from flows.sessions import Origin, Summary, run_session
from flows.settings import read_settings
from flows.targets import parse_target
from flows.write import NotWritten, write_proofs
from storage.repository import Repository
from tools.lean.lean import Lean
from tools.lean.toolchain import choose_toolchain


@dataclass(frozen=True)
class Options:
    """The options of the command."""

    metric: str | None
    rounds: int
    candidates: int
    seconds: float
    """For the whole command."""
    write: bool
    lean: str | None
    guards: tuple[str, ...] = ()
    pareto: str | None = None
    model: ModelOptions = field(default_factory=ModelOptions)

    def to_json(self) -> dict[str, Any]:
        """The fields, the model's without where it is served."""
        record = {one.name: getattr(self, one.name) for one in fields(self)}
        return record | {"guards": list(self.guards), "model": self.model.to_json()}

    @staticmethod
    def from_json(record: Mapping[str, Any]) -> Options:
        """The options that :meth:`to_json` wrote."""
        names = {one.name for one in fields(Options)}
        known = {name: record[name] for name in names & record.keys()}
        known |= {"guards": tuple(known.get("guards", ()))}
        return Options(**known | {"model": ModelOptions.from_json(known.get("model", {}))})


@dataclass(frozen=True)
class Job:
    """Files to work on, how, and in which session."""

    files: Sequence[RequestedFile]
    options: Options
    command: Mapping[str, Any] | None = None
    """How it was asked for, kept with a new session."""
    session: str | None = None
    """To go on with; by default the one that does exactly this, or a new one."""
    origin: Origin | None = None
    """Where a new session comes from."""
    write_only: Collection[str] | None = None
    """The theorems (``NAME`` or ``FILE:NAME``) whose proofs may be written; ``None`` for all."""

    def may_write(self, result: TheoremResult) -> bool:
        """Whether the proof of a theorem may be written, if any is."""
        names = {result.theorem, f"{result.file}:{result.theorem}"}
        return self.write_only is None or not names.isdisjoint(self.write_only)


@dataclass(frozen=True)
class OptimizeOutcome:
    """What the command did."""

    summary: Summary
    lean: dict[str, str]
    """The Lean of the first file."""
    written: dict[str, int]
    """How many proofs were replaced, by file."""
    not_written: tuple[str, ...]
    """Why files were left as they are."""
    lean_calls: int
    """Lean processes that the command started, also to check what it wrote."""
    complaints: tuple[str, ...]
    """What does not check beside the theorems, in files that were given whole."""
    interrupted: bool
    """Whether somebody asked to stop, and work is left."""
    hand_off: HandOff | None = None
    """What there is to know for going on; ``None`` if nothing is left to do."""

    @property
    def failed(self) -> bool:
        """Whether something does not check, or a file could not be written."""
        failed = any(one.failed for one in self.summary.results)
        return failed or bool(self.not_written or self.complaints)

    def to_json(self) -> dict[str, Any]:
        return {
            "results": [result.to_json() for result in self.summary.results],
            "session": self.summary.session,
            "lean": self.lean,
            "lean_calls": self.lean_calls,
            "seconds": round(self.summary.seconds, 3),
            "finished": self.summary.finished,
            "reason": self.summary.reason,
            "written": self.written,
            "not_written": list(self.not_written),
            "complaints": list(self.complaints),
            "hand_off": None if self.hand_off is None else self.hand_off.to_json(),
        }


def optimize_targets(
    targets: Sequence[str],
    options: Options,
    observer: Observer,
    progress: Callable[[str], None],
    *,
    write_only: Collection[str] | None = None,
) -> OptimizeOutcome:
    """Optimize the theorems that some ``FILE[:NAME]`` mean; write the proofs if asked to, of those
    theorems alone that ``write_only`` names if it is given.

    Raises :class:`UserInputError` before anything is touched if the input cannot be used.
    """
    read_objective(options.metric, options.guards, options.pareto)  # its faults are told first
    wanted = read_targets([parse_target(target) for target in targets])
    named = options.lean or read_settings().lean
    files = [RequestedFile(one, choose_toolchain(one.path, named, progress)) for one in wanted]
    command = {"command": "optimize", "targets": list(targets), "options": options.to_json()}
    with stored_here() as repository:
        job = Job(files, options, command, write_only=write_only)
        return optimize_files(repository, job, observer, progress)


def optimize_files(
    repository: Repository, job: Job, observer: Observer, progress: Callable[[str], None]
) -> OptimizeOutcome:
    """The same for files that are read, in the session that the job names."""
    options, files, settings = job.options, job.files, read_settings()
    objective = read_objective(options.metric, options.guards, options.pareto)
    clock = Clock(options.seconds)
    with (
        proposing(options.model, settings) as proposers,
        pausing_on_interrupt(clock, progress),
    ):
        summary = run_session(
            repository,
            files,
            Settings(
                objective.objective.text,
                options.rounds,
                options.candidates,
                tuple(guard.text for guard in objective.objective.guards),
                objective.pareto,
                tuple(map(stored_name, objective.metrics.values())),
                proposers.describe(),
            ),
            objective,
            proposers,
            clock=clock,
            lean_seconds=settings.lean_seconds,
            workers=proposers.searches,
            observer=observer,
            command=job.command,
            session=job.session,
            origin=job.origin,
        )
    leans = [Lean(file.toolchain, settings.lean_seconds) for file in files]
    told: list[str] = []
    proved = {(one.file, one.line, one.theorem) for one in summary.results if one.proved}
    for file, lean in zip(files, leans, strict=True):
        if not file.wanted.names:
            path, source = file.wanted.path, file.wanted.source
            done = {(line, name) for where, line, name in proved if where == str(path)}
            told += complaints(repository, lean, path, source, done)
    interrupted = clock.stopped and not summary.finished
    written, refused = {}, []
    if options.write and not interrupted:
        for file, lean in zip(files, leans, strict=True):
            path, source = file.wanted.path, file.wanted.source
            results = [one for one in summary.results if one.file == str(path)]
            allowed = [one for one in results if job.may_write(one)]
            try:
                written[str(path)] = write_proofs(repository, lean, path, source, allowed)
            except NotWritten as error:
                refused.append(str(error))
    calls = summary.lean_calls + sum(lean.calls for lean in leans)
    described = describe_lean(files[0].toolchain)
    return OptimizeOutcome(
        *(summary, described, written, tuple(refused), calls, tuple(dict.fromkeys(told))),
        interrupted,
        None if summary.finished else hand_off(repository, summary.session),
    )
