"""The work of `burnish judge`: candidates from files, each judged as the machine would judge it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import structlog

from flows.preparation import prepare
from flows.repositories import stored_here
from flows.settings import Settings
from flows.targets import Target, embedded_hint, read_source
from tools.errors import UserInputError
from tools.lean import verdict as verdicts
from tools.lean.candidates import STDIN, Candidate, complete, read_candidate
from tools.lean.judge import Judge
from tools.lean.lean import Lean
from tools.lean.problem import Problem
from tools.lean.sandbox import require_confinement
from tools.lean.toolchain import Toolchain, choose_toolchain
from tools.lean.verdict import Inconclusive, Rejected, Verdict, Verified

_log = structlog.get_logger("burnish.judge")


@dataclass(frozen=True)
class Judged:
    """The verdict on one candidate, its diagnostics at places of the candidate's own text."""

    candidate: Candidate
    theorem: str
    verdict: Verdict

    @property
    def reason(self) -> str:
        """Why the verdict is what it is, in one line."""
        match self.verdict:
            case Verified(caveat=caveat):
                accepted = "Lean accepted it in the whole file, compiled afresh"
                return f"{accepted}; the proof {caveat}" if caveat else accepted
            case Rejected(diagnostics):
                first = next((d.text.strip() for d in diagnostics), "Lean refused it")
                return first.partition("\n")[0]
            case Inconclusive(reason):
                return reason

    def to_json(self) -> dict[str, Any]:
        """Verdict, reason, diagnostics (line from 1, 0 for the whole; column from 0), costs."""
        record = verdicts.to_json(self.verdict)
        del record["kind"]
        return {
            "candidate": self.candidate.label,
            "theorem": self.theorem,
            "verdict": self.verdict.kind,
            "reason": self.reason,
            "diagnostics": [],
            "axioms": None,
            "caveat": "",
            **record,
        }


@dataclass(frozen=True)
class Judgement:
    """The verdicts on some candidates for one theorem, in the order given."""

    path: Path
    toolchain: Toolchain
    judged: tuple[Judged, ...]
    seconds: float
    """Wall time of it all."""

    @property
    def hint(self) -> str | None:
        """What else the reader should know about the complaints."""
        rejected = [one.verdict for one in self.judged if isinstance(one.verdict, Rejected)]
        told = [diagnostic.text for verdict in rejected for diagnostic in verdict.diagnostics]
        return embedded_hint(self.toolchain.fingerprint, told)


def judge_candidates(
    target: Target,
    labels: Sequence[str],
    settings: Settings,
    named: str | None,
    progress: Callable[[str], None],
    *,
    unprotected: bool = False,
) -> Judgement:
    """Screen the candidates together, and confirm each that passes in the whole file.

    A file's candidate may be anybody's, so Lean has to be confined unless ``unprotected``.

    Raises :class:`UserInputError` for a target or a candidate that cannot be used, before any
    candidate is judged, and what :meth:`tools.lean.lean.Lean.run` raises.
    """
    started = time.monotonic()
    if target.name is None:
        raise UserInputError(f"{target} names no theorem; write {target.path}:NAME.")
    if labels.count(STDIN) > 1:
        raise UserInputError("Only one candidate can come from standard input.")
    require_confinement(insist=unprotected)
    source = read_source(target.path)
    texts = [read_candidate(label, sys.stdin.buffer) for label in labels]
    toolchain = choose_toolchain(target.path, named or settings.lean, progress)
    _log.info("lean", version=toolchain.version, origin=toolchain.origin, reason=toolchain.reason)
    lean = Lean(toolchain, settings.lean_seconds)
    with stored_here() as repository:
        prepared = prepare(repository, lean, target.path, source, [target.name], purpose="judged")
    (theorem,) = prepared.theorems
    problem = theorem.problem
    assert problem is not None, "a theorem that is asked for by name has one, or is refused"
    candidates = [complete(problem, label, text) for label, text in zip(labels, texts, strict=True)]
    judge = Judge(lean, prepared.analysis, settings.lean_seconds)
    judged = tuple(_judged(judge, problem, candidates))
    seconds = time.monotonic() - started
    _log.info("judged", candidates=len(judged), lean_calls=lean.calls, seconds=seconds)
    return Judgement(target.path, toolchain, judged, seconds)


def _judged(judge: Judge, problem: Problem, candidates: Sequence[Candidate]) -> Iterator[Judged]:
    screened = judge.screen(problem, [candidate.declaration for candidate in candidates])
    for candidate, outcome in zip(candidates, screened, strict=True):
        verdict = outcome.verdict
        if isinstance(verdict, Verified):
            verdict = judge.confirm(problem, candidate.declaration)
            if isinstance(verdict, Verified):  # of the declaration, not of the whole file
                verdict = replace(verdict, seconds=outcome.verdict.seconds)
        yield Judged(candidate, problem.name, candidate.localize(verdict))
