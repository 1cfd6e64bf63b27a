"""What a session hands on when it ends: the best so far, what failed and why, what to try next.

Pure over the session's story. Each piece of advice has its reason, and the command that takes it
where there is one.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from agents.deciding import NOTHING_LEFT, OPTIMAL, SPENT
from flows.history.asking import OPTIONS
from flows.history.rounds import Tried
from flows.history.story import Story, TheoremStory, story
from storage.repository import Repository

_FAILURES = 4
"""Ways without success that are told of for each theorem."""
_FEW = 3
"""Attempts of a way that say nothing yet."""
_NAMED = 3


@dataclass(frozen=True)
class Failure:
    """A way in which nothing was verified."""

    way: str
    attempts: int
    complaint: str
    """Lean's commonest; empty where it said nothing."""
    place: str
    """Where, in one of the attempts."""


@dataclass(frozen=True)
class TheoremHandOff:
    """One theorem: how far it is."""

    theorem: str
    file: str
    state: str
    metric: str
    before: float | None
    after: float | None
    """Of the best so far."""
    values: Mapping[str, float]
    """Of all metrics that were measured, for the best so far."""
    proof: str
    is_confirmed: bool
    """Whether a fresh compile of the file has accepted it; otherwise Lean has screened it only."""
    front: tuple[Mapping[str, Any], ...]
    """The Pareto front, if one was asked for."""
    failures: tuple[Failure, ...]
    note: str
    """Why its search ended, or paused."""

    @property
    def is_optimal(self) -> bool:
        """Whether nothing better can be found."""
        return OPTIMAL in self.note


@dataclass(frozen=True)
class Advice:
    """Something to try next."""

    why: str
    command: str


@dataclass(frozen=True)
class HandOff:
    """What a session hands on."""

    session: str
    state: str
    reason: str
    theorems: tuple[TheoremHandOff, ...]
    advice: tuple[Advice, ...]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def hand_off(repository: Repository, session_id: str) -> HandOff:
    """The hand-off of a session that is there."""
    return handed_off(story(repository, session_id))


def handed_off(told: Story) -> HandOff:
    """The hand-off of a session whose story is told."""
    return HandOff(
        session=told.record.id,
        state=told.state,
        reason=told.reason,
        theorems=tuple(_theorem(told, one) for one in told.theorems),
        advice=tuple(_advice(told)),
    )


def _theorem(told: Story, one: TheoremStory) -> TheoremHandOff:
    result = one.result
    score = one.steps[-1].score if one.steps else one.original_score
    before = one.original_score[0] if one.original_score else None
    after = score[0] if score else None
    if result is not None:
        before = result.before if result.before is not None else before
        after = result.after if one.is_confirmed else after
    return TheoremHandOff(
        theorem=one.theorem,
        file=one.file,
        state=one.state,
        metric=_metric(told),
        before=before,
        after=after,
        values=one.values,
        proof=one.proof,
        is_confirmed=one.is_confirmed,
        front=tuple(result.front) if result is not None else (),
        failures=tuple(_failures(one)),
        note=result.note if result is not None else "",
    )


def _failures(one: TheoremStory) -> Iterator[Failure]:
    """The ways that were tried and never worked, the busiest first."""
    barren = [each for each in one.tried if each.tally.rejected and not each.tally.verified]
    for each in barren[:_FAILURES]:
        yield Failure(each.way, each.tally.attempts, *_said(each))


def _said(tried: Tried) -> tuple[str, str]:
    if tried.complaint is None:
        return "", ""
    one = tried.complaint
    return one.text, f"line {one.line} of attempt {one.attempt}: {one.code}"


def _advice(told: Story) -> Iterator[Advice]:
    """From what surely helps to what may."""
    name = told.record.id
    if told.record.kind != "optimize":
        if told.command is not None and told.state in ("stopped", "interrupted"):
            yield Advice("The same command goes on with it", told.command)
        return
    if told.state in ("stopped", "interrupted"):
        left = [one.theorem for one in told.theorems if one.state == "running"]
        which = f": {_names(left)} had work left" if left else ""
        yield Advice(
            f"{_sentence(told.reason) or 'It is not finished'}{which}; it goes on where it was",
            f"burnish sessions resume {name}{_more_time(told)}",
        )
    if told.state == "running":
        return
    spent = _ended(told, SPENT)
    if spent:
        rounds = 2 * int(_settings(told).get("rounds", OPTIONS["rounds"][1]))
        yield Advice(
            f"The rounds ran out for {_names(spent)}, so there may be more to find",
            f"burnish sessions fork {name} --rounds {rounds}",
        )
    yield from _about_answers(told)
    dry = _ended(told, NOTHING_LEFT)
    if dry and _proposer(told) == "symbolic":
        yield Advice(
            f"The rewrites have nothing left for {_names(dry)}; a model may have ideas",
            f"burnish sessions fork {name} --proposer both --endpoint URL",
        )
    elif dry:
        samples = 2 * int(_settings(told).get("proposing", {}).get("sampling", {}).get("n", 16))
        yield Advice(
            f"Nothing was left to try for {_names(dry)}; another draw of the model may differ",
            f"burnish sessions fork {name} --seed {_seed(told) + 1} --samples {samples}",
        )
    yield from _about_limits(told)
    if any(one.result is not None and one.result.improved for one in told.theorems) and not (
        told.record.command or {}
    ).get("options", {}).get("write"):
        yield Advice(
            "Accepted proofs are not in their files yet, unless somebody put them there",
            f"burnish sessions resume {name} --write",
        )


def _about_answers(told: Story) -> Iterator[Advice]:
    """Where a model could not make itself understood."""
    unreadable = sum(each.unreadable for one in told.theorems for each in one.rounds)
    made = sum(
        one.tally.attempts for each in told.theorems for one in each.tried if one.way == "model"
    )
    if unreadable > max(_FEW, made):
        tokens = int(
            _settings(told).get("proposing", {}).get("sampling", {}).get("max_tokens", 4096)
        )
        yield Advice(
            f"{unreadable} answers of the model could not be read, more than could; if they were "
            "cut off, longer ones help",
            f"burnish sessions fork {told.record.id} --answer-tokens {2 * tokens}",
        )


def _about_limits(told: Story) -> Iterator[Advice]:
    """Where Lean reached a limit before it could say anything."""
    open_ones = [one.theorem for one in told.theorems if one.tally.inconclusive > _FEW]
    if open_ones:
        total = told.tally.inconclusive
        yield Advice(
            f"Lean was stopped at a limit on {total} attempts, most of all for "
            f"{_names(open_ones)}; with more time it may say yes",
            f"BURNISH_LEAN_SECONDS=300 burnish sessions fork {told.record.id}",
        )


def _ended(told: Story, why: str) -> list[str]:
    """Theorems whose search ended so, and could still be better."""
    return [
        one.theorem
        for one in told.theorems
        if one.result is not None and one.result.finished and why in one.result.note
    ]


def _more_time(told: Story) -> str:
    """Twice the time, where the time was what ran out."""
    seconds = (told.record.command or {}).get("options", {}).get("seconds")
    if "time budget" in told.reason and seconds:
        return f" --seconds {2 * seconds:g}"
    return ""


def _settings(told: Story) -> Mapping[str, Any]:
    found: Mapping[str, Any] = told.record.settings.get("settings", {})
    return found


def _proposer(told: Story) -> str:
    return str(_settings(told).get("proposing", {}).get("proposer", "symbolic"))


def _seed(told: Story) -> int:
    return int(_settings(told).get("proposing", {}).get("seed", 0))


def _metric(told: Story) -> str:
    return str(_settings(told).get("metric", ""))


def _names(names: list[str]) -> str:
    shown = [shlex.quote(one) for one in names[:_NAMED]]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".")
