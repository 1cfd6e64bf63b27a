"""A collection from its options to its outcome, round by round.

A collection is a session and each of its rounds is one, begun when the round before it is finished
and its pairs are stored. So the same command goes on wherever it was stopped, and what was judged
or sampled once is never asked for again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence

from agents.clock import Clock
from flows.collecting.asking import command_of
from flows.collecting.collection import Collection, opened
from flows.collecting.drawing import Drawing
from flows.collecting.options import CollectOptions
from flows.collecting.outcome import CollectOutcome
from flows.collecting.people import People
from flows.collecting.progress import CollectObserver
from flows.collecting.round_outcome import stored_outcomes
from flows.collecting.round_plan import RoundPlan, plan_round
from flows.collecting.searching import RoundSearch, RoundWork, here
from flows.collecting.selecting import Selecting
from flows.collecting.starts import Starts
from flows.logging import bind_session
from flows.pausing import pausing_on_interrupt
from flows.requests import describe
from flows.session_lock import hold_session
from storage.keys import content_key


def collect_corpus(
    options: CollectOptions,
    observer: CollectObserver,
    progress: Callable[[str], None],
    *,
    search: RoundSearch = here,
) -> CollectOutcome:
    """Draw candidates for the training theorems of a corpus, round by round, and make pairs.

    Raises :class:`tools.errors.UserInputError` before anything is searched if the input cannot be
    used; after any other :class:`tools.errors.BurnishError` the same call goes on.
    """
    begun = time.monotonic()
    with opened(options, progress) as collection:
        clock = Clock(options.seconds)
        with pausing_on_interrupt(clock, progress):
            return _Rounds(collection, clock, observer, search, begun).run()


class _Rounds:
    """The rounds of a collection, one after the other."""

    def __init__(
        self,
        collection: Collection,
        clock: Clock,
        observer: CollectObserver,
        search: RoundSearch,
        begun: float,
    ) -> None:
        self._collection = collection
        self._options = collection.options
        self._repository = collection.repository
        self._clock = clock
        self._observer = observer
        self._search = search
        self._begun = begun
        self._drawing = Drawing(collection.repository, collection.wanted)
        self._calls = 0
        self._left_out: dict[str, str] = {}

    def run(self) -> CollectOutcome:
        """Go on until all rounds are finished, or the clock says why not."""
        repository, collection = self._repository, self._collection
        known = repository.session_for_request(collection.request)
        if known is not None and known.state == "finished":
            bind_session(known.id)
            return self._outcome(known.id, "")
        collection.base.check()
        session = self._begin()
        bind_session(session)
        with hold_session(repository.database.path.parent, session):
            repository.set_session_state(session, "running")
            try:
                reason = self._go_on(session)
            except BaseException:
                repository.set_session_state(session, "stopped")
                raise
            repository.set_session_state(session, "stopped" if reason else "finished")
            return self._outcome(session, reason)

    def _begin(self) -> str:
        collection, repository = self._collection, self._repository
        corpus = collection.training.corpus
        with repository.transaction():
            session = repository.start_session(
                collection.request,
                "collect",
                corpus.name,
                collection.description,
                command=command_of(self._options),
            )
            repository.collections.begin(session.id, corpus.id, collection.description)
        return session.id

    def _go_on(self, session: str) -> str:
        """Why it is not finished; empty if it is."""
        repository, collection = self._repository, self._collection
        begun = {one.round: one.session_id for one in repository.collections.rounds(session)}
        done = {one.round for one in stored_outcomes(repository, session)}
        rounds: list[str] = []
        for number in range(1, self._options.rounds + 1):
            if number in done:
                rounds.append(begun[number])
                continue
            plan = self._plan(number, [*collection.before, *rounds])
            if number not in begun:
                begun[number] = self._begin_round(session, number, plan)
            rounds.append(begun[number])
            with hold_session(repository.database.path.parent, rounds[-1]):
                repository.set_session_state(rounds[-1], "running")
                unfinished = self._searched(plan, rounds[-1])
            if self._clock.reason:
                repository.set_session_state(rounds[-1], "stopped")
                return self._clock.reason
            self._left_out = dict(unfinished)
            outcome = self._selecting(session).round(
                rounds, left_out=len(unfinished), nothing_new=plan.nothing_new
            )
            self._observer.selected(outcome)
        return ""

    def _plan(self, number: int, earlier: Sequence[str]) -> RoundPlan:
        collection = self._collection
        who = self._options.proposing(collection.base, number)
        starts = None
        if earlier and who.symbolic:
            seed = self._options.rules.seed
            starts = Starts(self._repository, self._drawing, number, tuple(earlier), seed)
        return plan_round(collection.training, number, who, starts)

    def _begin_round(self, session: str, number: int, plan: RoundPlan) -> str:
        repository, collection = self._repository, self._collection
        note = f"round {number}"
        settings = self._options.settings(collection.wanted, plan.proposing)
        asked = describe(plan.files, settings) | {"origin": {"parent": session, "note": note}}
        with repository.transaction():
            begun = repository.start_session(
                content_key("round", session, str(number)),
                "round",
                collection.training.corpus.name,
                asked,
                parent=session,
                note=note,
            )
            for file in plan.files:
                repository.sources.store(file.wanted.source.text)
            repository.collections.begin_round(session, number, begun.id)
        return begun.id

    def _searched(self, plan: RoundPlan, session: str) -> Mapping[str, str]:
        """Search what is left of a round; why theorems have no result, by their keys."""
        collection = self._collection
        finished = self._repository.collections.finished(session)
        self._observer.round(plan.number, self._options.rounds, len(finished))
        self._observer.total(len(plan.positions))
        work = RoundWork(
            repository=self._repository,
            options=self._options,
            session=session,
            number=plan.number,
            files=plan.left(finished),
            positions=plan.positions,
            problems=plan.problems,
            settings=self._options.settings(collection.wanted, plan.proposing),
            wanted=collection.wanted,
            proposing=plan.proposing,
            prompts=collection.prompts,
            start_of=plan.start_of,
            clock=self._clock,
            lean_seconds=collection.lean_seconds,
            observer=self._observer,
        )
        searched = self._search(work)
        self._calls += searched.lean_calls
        return searched.unfinished

    def _selecting(self, session: str) -> Selecting:
        collection = self._collection
        began = self._repository.session(session)
        assert began is not None, "it was begun before its rounds"
        return Selecting(
            self._repository,
            session,
            self._options.rules,
            collection.wanted.objective.text,
            self._drawing,
            collection.prompts,
            People(self._repository, self._drawing, began.created_at),
            collection.before,
            tuple(dict.fromkeys(one.problem_id for one in collection.training.theorems)),
        )

    def _outcome(self, session: str, reason: str) -> CollectOutcome:
        return CollectOutcome(
            session=session,
            corpus=self._collection.training.corpus.name,
            metric=self._collection.wanted.objective.text,
            theorems=len(self._collection.training.theorems),
            rounds=stored_outcomes(self._repository, session),
            wanted_rounds=self._options.rounds,
            left_out=self._left_out,
            reason=reason,
            interrupted=self._clock.stopped and bool(reason),
            lean_calls=self._calls,
            seconds=time.monotonic() - self._begun,
        )
