"""The pairs of a round: what was drawn goes through the rules, and what comes out is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, get_args

from flows.collecting.drawing import Drawing
from flows.collecting.people import People
from flows.collecting.task_prompts import TaskPrompts
from storage.records import PreferenceRecord
from storage.repository import Repository
from tools.iteration.candidate import Item
from tools.iteration.pairs import Pair, Rule
from tools.iteration.people import weighed
from tools.iteration.rules import Rules, Selected, select

ROUND = "round"
"""The kind of event by which a collection remembers what came of a round."""


@dataclass(frozen=True)
class RoundOutcome:
    """What came of a round."""

    round: int
    session: str
    theorems: int
    """That were searched to the end."""
    left_out: int
    """That could not be."""
    nothing_new: int
    """That nobody had anything new to say about."""
    candidates: int
    verified: int
    """Candidates."""
    improved: int
    """Theorems with a candidate that is better than the original."""
    items: int
    """Theorems that the rules looked at, those of earlier rounds among them."""
    replayed: int
    dropped: int
    """Improved before, and too many for the share of the replay."""
    replaced: int
    """Made room for items of earlier rounds."""
    too_easy: int
    threshold: float
    """The percentile of the scores that winners are above."""
    winners: int
    losers: int
    pairs: dict[str, int]
    """By rule."""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def stored_outcomes(repository: Repository, collection: str) -> tuple[RoundOutcome, ...]:
    """Of the rounds of a collection that are finished, in order."""
    found = [
        RoundOutcome(**event.data)
        for event in repository.events_of(collection)
        if event.kind == ROUND
    ]
    return tuple(sorted(found, key=lambda one: one.round))


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
    trainable: frozenset[str]
    """The problems that may be trained on now: nothing else is replayed."""

    def round(self, sessions: Sequence[str], *, left_out: int, nothing_new: int) -> RoundOutcome:
        """The outcome of the last of some rounds, given by their sessions, which is then finished;
        its pairs are stored together with it, both or neither."""
        items: list[list[Item]] = []
        prompts: dict[str, str | None] = {}
        for number, session in enumerate([*self.before, *sessions], start=1):
            items.append([])
            for drawn in self.drawing.round(session, number):
                if drawn.item.theorem not in self.trainable:
                    continue
                items[-1].append(self._weighed(drawn.item, drawn.original))
                problem = drawn.item.theorem
                prompts[problem] = self.prompts.hash_for(self.repository, problem, drawn.attempts)
        number, own = len(sessions), items.pop()
        selected = select(own, [one for earlier in items for one in earlier], self.rules)
        outcome = _outcome(number, sessions[-1], own, selected, left_out, nothing_new)
        with self.repository.transaction():
            self.repository.preferences.record(
                PreferenceRecord(
                    source="collection",
                    rule=pair.rule,
                    session_id=sessions[-1],
                    problem_id=pair.theorem,
                    metric=self.metric,
                    chosen_attempt_id=pair.chosen.attempt,
                    rejected_attempt_id=pair.rejected.attempt,
                    chosen_score=pair.chosen.score - pair.chosen.said,
                    rejected_score=pair.rejected.score - pair.rejected.said,
                    collection_id=self.collection,
                    round=number,
                    prompt_hash=prompts[pair.theorem],
                    note="; ".join(_said(pair)),
                )
                for pair in selected.pairs
            )
            self.repository.record_event(self.collection, ROUND, outcome.to_json())
            self.repository.set_session_state(sessions[-1], "finished")
        return outcome

    def _weighed(self, item: Item, original: Mapping[str, float]) -> Item:
        weight = self.rules.human_weight
        opinions = self.people.opinions(item.theorem) if weight else {}
        if not opinions:
            return item
        return weighed(item, opinions, self.people.spoken_of(item.theorem, original), weight)


def _outcome(
    number: int,
    session: str,
    items: Sequence[Item],
    selected: Selected,
    left_out: int,
    nothing_new: int,
) -> RoundOutcome:
    return RoundOutcome(
        round=number,
        session=session,
        theorems=len(items),
        left_out=left_out,
        nothing_new=nothing_new,
        candidates=sum(item.drawn for item in items),
        verified=sum(one.verified for item in items for one in item.candidates),
        improved=sum(item.improved for item in items),
        items=selected.items,
        replayed=selected.replayed,
        dropped=selected.dropped,
        replaced=selected.replaced,
        too_easy=selected.too_easy,
        threshold=selected.threshold,
        winners=selected.winners,
        losers=selected.losers,
        pairs=dict.fromkeys(get_args(Rule), 0) | dict(Counter(p.rule for p in selected.pairs)),
    )


def _said(pair: Pair) -> Iterator[str]:
    for which, one in (("chosen", pair.chosen), ("rejected", pair.rejected)):
        if one.said:
            yield f"people {'accepted' if one.said > 0 else 'rejected'} the {which} one"
