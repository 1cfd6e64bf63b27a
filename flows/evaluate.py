"""An evaluation from the words of a command to its report: the composition root of `evaluate`.

Each setting is a session of its own, so an evaluation that was stopped goes on where it was, and a
finished one is told again from storage. The report is made of what is stored and of nothing else.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from agents.clock import Clock
from agents.scoring import stored_name
from flows.evaluation_asking import command_of
from flows.evaluation_plan import Arm, plan
from flows.evaluation_samples import Sampled, sampled
from flows.evaluation_targets import corpus_hash, requested_files
from flows.modelling import ModelOptions, Proposing, proposing
from flows.objectives import Wanted, read_objective
from flows.pausing import pausing_on_interrupt
from flows.repositories import stored_here
from flows.requests import RequestedFile, Settings
from flows.searching import Observer
from flows.sessions import Summary, run_session
from flows.settings import read_settings
from storage.repository import Repository
from tools.corpus.splits import Split
from tools.evaluation.card import RunCard
from tools.evaluation.report import Report, report
from tools.evaluation.setting import Setting
from tools.llm.urgency import Urgency

_SAMPLING = ("temperatures", "rounds", "stops", "repairs", "skeletons")
"""What is said of a model's use beside its sampling and what has a place of its own on the card."""
_ELSEWHERE = frozenset({"temperature", "seed", "stop"})
"""What a sampling has that each call decides anew."""


@dataclass(frozen=True)
class Options:
    """The options of the command."""

    metrics: tuple[str, ...]
    proposers: tuple[str, ...]
    """Empty: the model where an endpoint is known, otherwise the symbolic one."""
    ks: tuple[int, ...]
    ablate: tuple[str, ...]
    rounds: int
    """Of the symbolic proposer, as are the candidates in one."""
    candidates: int
    seconds: float | None
    """For the whole command; ``None`` for no limit."""
    lean: str | None
    split: Split | None
    """Of a stored corpus; ``None`` for all of it."""
    model: ModelOptions


@dataclass(frozen=True)
class Evaluation:
    """What the command found out."""

    report: Report
    sessions: tuple[str, ...]
    """One for each setting of the report, in its order."""
    left_out: Mapping[str, str]
    """Theorems that do not check, and why."""
    unfinished: tuple[str, ...]
    """Settings that are not finished, or not begun."""
    reason: str
    """Why; empty if all are finished."""
    interrupted: bool
    lean_calls: int
    seconds: float

    @property
    def finished(self) -> bool:
        return not self.unfinished

    def to_json(self) -> dict[str, Any]:
        """The report, with what it took."""
        return self.report.to_json() | {
            "sessions": list(self.sessions),
            "finished": self.finished,
            "unfinished": list(self.unfinished),
            "reason": self.reason,
            "left_out": dict(self.left_out),
            "lean_calls": self.lean_calls,
            "seconds": round(self.seconds, 3),
        }


@dataclass(frozen=True)
class _Run:
    """An arm that was run, as far as the budget reached."""

    arm: Arm
    proposing: Proposing
    summary: Summary
    sampled: Sampled


def evaluate_targets(
    targets: Sequence[str],
    options: Options,
    observing: Callable[[], AbstractContextManager[Observer]],
    progress: Callable[[str], None],
) -> Evaluation:
    """Run every setting over the targets, or recall it, and report.

    Raises :class:`UserInputError` before anything is searched if the input cannot be used.
    """
    begun = time.monotonic()
    settings = read_settings()
    known = options.model.endpoint or settings.model_url
    proposers = options.proposers or (("model",) if known else ("symbolic",))
    wanted = {metric: read_objective(metric) for metric in options.metrics}
    arms = plan(list(wanted), proposers, options.ablate, options.model.without)
    asks = any(arm.asks_model for arm in arms)
    model = dataclasses.replace(options.model, proposer="both" if asks else "symbolic")
    with stored_here() as repository:
        lean = options.lean or settings.lean
        files = requested_files(repository, targets, options.split, lean, progress)
        clock = Clock(options.seconds)
        runs: list[_Run] = []
        with (
            proposing(model, settings, Urgency.COLLECTION) as base,
            pausing_on_interrupt(clock, progress),
        ):
            for number, arm in enumerate(arms, start=1):
                progress(f"{arm.metric}, {arm.name} ({number} of {len(arms)})")
                who = arm.proposing(base, max(options.ks))
                with observing() as observer:
                    summary = run_session(
                        repository,
                        files,
                        _settings(options, arm, wanted[arm.metric], who),
                        wanted[arm.metric],
                        who,
                        clock=clock,
                        lean_seconds=settings.lean_seconds,
                        workers=who.searches,
                        observer=observer,
                        kind="evaluate",
                        command=command_of(targets, options),
                    )
                found = _sampled(repository, files, summary, wanted[arm.metric], arm)
                runs.append(_Run(arm, who, summary, found))
                if clock.reason and not summary.finished:
                    break
    unfinished = [f"{run.arm.name}, {run.arm.metric}" for run in runs if not run.summary.finished]
    unfinished += [f"{arm.name}, {arm.metric}" for arm in arms[len(runs) :]]
    reasons = [run.summary.reason for run in runs if not run.summary.finished]
    return Evaluation(
        report=report(
            [_setting(run, options, files) for run in runs], options.ks, options.model.seed
        ),
        sessions=tuple(run.summary.session for run in runs),
        left_out={name: why for run in runs for name, why in run.sampled.left_out.items()},
        unfinished=tuple(unfinished),
        reason=reasons[0] if reasons else "",
        interrupted=clock.stopped and bool(unfinished),
        lean_calls=sum(run.summary.lean_calls for run in runs),
        seconds=time.monotonic() - begun,
    )


def _settings(options: Options, arm: Arm, wanted: Wanted, who: Proposing) -> Settings:
    """What the session of an arm depends on; a model alone has no use for the search's limits."""
    searches = who.symbolic
    return Settings(
        wanted.objective.text,
        options.rounds if searches else 1,
        options.candidates if searches else 1,
        metrics=tuple(map(stored_name, wanted.metrics.values())),
        proposing=who.describe(),
    )


def _sampled(
    repository: Repository,
    files: Sequence[RequestedFile],
    summary: Summary,
    wanted: Wanted,
    arm: Arm,
) -> Sampled:
    paths = {str(file.wanted.path.resolve()): str(file.wanted.path) for file in files}
    return sampled(repository, summary.session, wanted, paths, alike=arm.proposer == "model")


def _setting(run: _Run, options: Options, files: Sequence[RequestedFile]) -> Setting:
    described = run.proposing.describe()
    drawn = described.get("sampling", {})
    sampling = {name: value for name, value in drawn.items() if name not in _ELSEWHERE}
    sampling |= {name: described[name] for name in _SAMPLING if name in described}
    if run.proposing.symbolic:
        sampling |= {"search_rounds": options.rounds, "search_candidates": options.candidates}
    leans = {f"{file.toolchain.version} ({file.toolchain.fingerprint})": None for file in files}
    card = RunCard(
        model=described.get("model"),
        adapter=described.get("adapter"),
        prompts_hash=described.get("prompts"),
        lean=", ".join(leans),
        corpus_hash=corpus_hash(files),
        seed=described.get("seed"),
        sampling=sampling,
        proposer=run.arm.proposer,
        channels=tuple(described.get("channels", ())),
        version=version("burnish"),
    )
    alike = run.arm.proposer == "model"
    return Setting(
        run.arm.name,
        run.arm.metric,
        card,
        run.sampled.theorems,
        estimator="expected" if alike else "first",
        against=run.arm.against,
    )
