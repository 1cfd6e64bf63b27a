"""What the nodes work with: the live objects of one search, which no checkpoint ever holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from langgraph.types import interrupt

from agents.clock import Clock
from agents.modelling import Modelling
from agents.proposers import Proposer
from agents.scoring import Scorer
from agents.state import ORIGINAL
from agents.verdicts import from_record
from agents.views import load_view
from storage.keys import content_key
from storage.records import AttemptRecord
from storage.repository import Repository
from tools.errors import StorageError
from tools.lean.analysis import Analysis
from tools.lean.judge import Judge
from tools.lean.lean import Lean
from tools.lean.problem import Problem
from tools.lean.structure.context import FileContext
from tools.lean.verdict import Rejected
from tools.metrics.combine import Objective
from tools.rewriting import ProofView


@dataclass(frozen=True)
class Limits:
    """How much a search may do, besides its time."""

    rounds: int
    """Rounds of candidates from the best so far, at least 1."""
    candidates: int
    """Candidates in one round, at least 1."""


Score = tuple[float, ...]
"""What proofs are ordered by: the values of the objective's sums, what counts most first."""


@dataclass(frozen=True)
class Progress:
    """What observers are told after each pass of the machine."""

    theorem: str
    round: int
    candidates: int
    """Tried so far."""
    objective: str
    original_score: Score
    best_score: Score
    problem: str = ""
    """Its id in storage."""
    best: int = ORIGINAL
    """The best attempt so far."""


@dataclass(frozen=True)
class Ranked:
    """A verified attempt that breaks no guard, and its score."""

    id: int
    attempt: AttemptRecord
    score: Score
    values: Mapping[str, float]
    """Of the metrics."""


@dataclass(frozen=True)
class RunContext:
    """One theorem's search: the problem, who proposes, who judges, what counts, how long."""

    session: str
    problem: Problem
    problem_id: str
    original: ProofView
    original_values: Mapping[str, float]
    """Of the metrics, for the original proof."""
    scorer: Scorer
    proposers: tuple[Proposer, ...]
    judge: Judge
    repository: Repository
    limits: Limits
    clock: Clock
    notify: Callable[[Progress], None]
    lean: Lean
    analysis: Analysis
    """Of the theorem's file."""
    names: FileContext
    """The same file's."""
    modelling: Modelling | None = None
    """The model and how to use it; ``None`` for none."""

    @property
    def objective(self) -> Objective:
        return self.scorer.objective

    @property
    def original_score(self) -> Score:
        return self.objective.key(self.original_values)

    def attempts(self) -> dict[int, AttemptRecord]:
        """All attempts of this search by id, oldest first."""
        known = self.repository.attempts_of(self.session, self.problem_id)
        return {attempt.id: attempt for attempt in known if attempt.id is not None}

    def view_of(self, attempt: AttemptRecord | None) -> ProofView:
        """The parsed declaration of a verified attempt; of the original for ``None``."""
        if attempt is None:
            return self.original
        view = load_view(self.repository, self.problem.verdict_key(attempt.proof))
        if view is None:
            raise StorageError(
                f"The syntax tree of attempt {attempt.id} of session {self.session} is not in "
                f"{self.repository.database.path}: the file was changed by hand. Remove it and "
                "run again."
            )
        return view

    def parent(self, attempts: dict[int, AttemptRecord], parent: int) -> AttemptRecord | None:
        """The attempt of an id in the state; ``None`` for the original proof."""
        return None if parent == ORIGINAL else attempts[parent]

    def suggestions(self, attempts: Sequence[AttemptRecord]) -> list[tuple[AttemptRecord, str]]:
        """Declarations that Lean's own search suggests in place of rejected attempts."""
        keys = [self.problem.verdict_key(attempt.proof) for attempt in attempts]
        known = self.repository.verdicts_for(keys)
        found: dict[str, AttemptRecord] = {}
        for key, attempt in zip(keys, attempts, strict=True):
            verdict = from_record(known[key]) if key in known else None
            if isinstance(verdict, Rejected) and verdict.suggestion is not None:
                found.setdefault(verdict.suggestion, attempt)
        return [(attempt, declaration) for declaration, attempt in found.items()]

    def ranked(self, attempts: Sequence[AttemptRecord]) -> list[Ranked]:
        """Those attempts that verified, have a value in each metric of the objective, break none of
        its guards and were not vetoed, best first.

        Of equals the one comes first that rests on fewer axioms beyond the original's, then the
        shortest text, then what was proposed first.
        """
        keys = {a.id: self.problem.verdict_key(a.proof) for a in attempts if a.id is not None}
        values = self.values_for(keys.values())
        verdicts = self.repository.verdicts_for(values)
        own = set(self.problem.axioms)
        vetoes = self.vetoes()

        def rank(one: Ranked) -> tuple[Score, int, int, int]:
            new = len(set(verdicts[keys[one.id]].axioms) - own)
            return (tuple(-part for part in one.score), new, len(one.attempt.proof), one.id)

        verified = [
            Ranked(a.id, a, self.objective.key(values[keys[a.id]]), values[keys[a.id]])
            for a in attempts
            if a.id is not None
            and a.id not in vetoes
            and keys[a.id] in verdicts
            and verdicts[keys[a.id]].kind == "verified"
            and values[keys[a.id]].keys() >= set(self.objective.metrics)
            and not self.objective.broken(values[keys[a.id]], self.original_values)
        ]
        return sorted(verified, key=rank)

    def values_for(self, keys: Iterable[str]) -> dict[str, dict[str, float]]:
        """The stored values of the metrics, for those verdict keys that have any."""
        asked = list(keys)
        found: dict[str, dict[str, float]] = {}
        for name, stored in self.scorer.stored_names.items():
            for key, value in self.repository.scores_for(stored, asked).items():
                found.setdefault(key, {})[name] = value
        return found

    def vetoes(self) -> dict[int, str]:
        """The reasons of the critic's vetoes, by attempt."""
        if self.modelling is None or not self.modelling.veto:
            return {}  # nobody may refuse anything: no need to look
        stored: list[tuple[int, str]] = self.repository.structure(self._vetoes_key) or []
        return dict(stored)

    def record_veto(self, attempt: int, reason: str) -> None:
        """Remember that the critic refuses an attempt, and why."""
        vetoes = self.vetoes() | {attempt: reason}
        self.repository.store_structure(self._vetoes_key, "vetoes", list(vetoes.items()))

    @property
    def _vetoes_key(self) -> str:
        return content_key("vetoes", self.session, self.problem_id)

    def is_optimal(self, score: Sequence[float]) -> bool:
        """Whether no proof can score better."""
        return self.objective.is_best(score, self.scorer.metrics)

    def pause_if_spent(self) -> None:
        """Suspend the graph, resumable at the node that calls this, if the time is over."""
        if reason := self.clock.reason:
            interrupt(reason)
