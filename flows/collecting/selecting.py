"""The pairs of a round: what was drawn goes through the rules, and what comes out is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from flows.collecting.drawing import Drawing, Drawn
from flows.collecting.people import People
from flows.collecting.round_outcome import ROUND, RoundOutcome
from flows.collecting.task_prompts import TaskPrompts
from storage.records import PreferenceRecord
from storage.repository import Repository
from tools.iteration.candidate import Item
from tools.iteration.pairs import Pair, Rule
from tools.iteration.people import weighed
from tools.iteration.rules import Rules
from tools.iteration.selection import Selection


@dataclass(frozen=True)
class Selecting:
    """Makes and stores the pairs of the rounds of one collection."""

    repository: Repository
    collection: str
    rules: Rules
    metric: str
    """The objective's text."""
    drawing: Drawing
    prompts: TaskPrompts
    people: People
    before: tuple[str, ...]
    """The sessions of rounds of other collections that this one goes on from."""
    trainable: tuple[str, ...]
    """The problems that may be trained on now, each once: nothing else is replayed."""

    def round(self, sessions: Sequence[str], *, left_out: int, nothing_new: int) -> RoundOutcome:
        """The outcome of the last of some rounds, given by their sessions, which is then finished;
        its pairs are stored together with it, both or neither."""
        rounds = [*self.before, *sessions]
        selection = Selection(
            len(rounds), self.trainable, lambda problem: self._items(rounds, problem), self.rules
        )
        # All that takes time is done before others have to wait; the records hold no texts.
        preferences = [
            self._preference(pair, prompt, sessions)
            for pair, prompt in self._with_prompts(selection.pairs(), rounds)
        ]
        counts = Counter(one.rule for one in preferences)
        outcome = RoundOutcome(
            round=len(sessions),
            session=sessions[-1],
            **self._drawn_in(sessions[-1], len(rounds)),
            left_out=left_out,
            nothing_new=nothing_new,
            items=len(selection.mix.items),
            replayed=selection.mix.replayed,
            dropped=selection.mix.dropped,
            replaced=selection.mix.replaced,
            too_easy=selection.too_easy,
            threshold=selection.threshold,
            winners=selection.winners,
            losers=selection.losers,
            pairs={rule: counts[rule] for rule in get_args(Rule)},
        )
        with self.repository.transaction():
            self.repository.preferences.record(preferences)
            self.repository.record_event(self.collection, ROUND, outcome.to_json())
            self.repository.set_session_state(sessions[-1], "finished")
        return outcome

    def _drawn(self, rounds: Sequence[str], problem: str) -> list[Drawn]:
        """What each round drew for a problem, the first round first."""
        drawn = (self.drawing.draw(one, at, problem) for at, one in enumerate(rounds, start=1))
        return [one for one in drawn if one is not None]

    def _items(self, rounds: Sequence[str], problem: str) -> list[Item]:
        """The same with the word of people weighed."""
        weight = self.rules.human_weight
        opinions = self.people.opinions(problem) if weight else {}
        drawn = self._drawn(rounds, problem)
        if not opinions or not drawn:
            return [one.item for one in drawn]
        others = self.people.spoken_of(problem, drawn[-1].original)
        return [weighed(one.item, opinions, others, weight) for one in drawn]

    def _drawn_in(self, session: str, number: int) -> dict[str, int]:
        """Counts of what a round drew, whatever became of it."""
        theorems = candidates = verified = improved = 0
        for problem in self.drawing.searched(session):
            drawn = self.drawing.draw(session, number, problem)
            if drawn is not None:
                figures = drawn.item.figures
                theorems += 1
                candidates += len(figures.scores)
                verified += sum(one.verified for one in drawn.item.candidates)
                improved += figures.improved
        return {
            "theorems": theorems,
            "candidates": candidates,
            "verified": verified,
            "improved": improved,
        }

    def _with_prompts(
        self, pairs: Iterator[Pair], rounds: Sequence[str]
    ) -> Iterator[tuple[Pair, str | None]]:
        """Each pair with the hash of its theorem's prompt; pairs come by theorem."""
        theorem, prompt = "", None
        for pair in pairs:
            if pair.theorem != theorem:
                theorem = pair.theorem
                latest = reversed(self._drawn(rounds, theorem))
                attempts = [attempt for one in latest for attempt in one.attempts]
                prompt = self.prompts.hash_for(self.repository, theorem, attempts)
            yield pair, prompt

    def _preference(
        self, pair: Pair, prompt: str | None, sessions: Sequence[str]
    ) -> PreferenceRecord:
        chosen, rejected = pair.chosen, pair.rejected
        return PreferenceRecord(
            source="collection",
            rule=pair.rule,
            session_id=sessions[-1],
            problem_id=pair.theorem,
            metric=self.metric,
            chosen_attempt_id=chosen.attempt,
            rejected_attempt_id=rejected.attempt,
            chosen_score=chosen.score - chosen.said,
            rejected_score=rejected.score - rejected.said,
            collection_id=self.collection,
            round=len(sessions),
            prompt_hash=prompt,
            note="; ".join(_said(pair)),
        )


def _said(pair: Pair) -> Iterator[str]:
    for which, one in (("chosen", pair.chosen), ("rejected", pair.rejected)):
        if one.said:
            yield f"people {'accepted' if one.said > 0 else 'rejected'} the {which} one"
