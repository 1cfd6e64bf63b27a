"""What was tried for one theorem, round by round: a pure account of attempts and their verdicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from agents.rewriter import COMBINED, SUGGESTED
from storage.records import AnswerRecord, AttemptRecord, VerdictRecord
from tools.lean.verdict import SUGGESTION

INHERITED = 0
"""The round of attempts that a session was given to start from."""
_COMPLAINTS = 3
_LONGEST = 120


@dataclass(frozen=True)
class Tally:
    """Of some attempts, how many there are and how they fared."""

    attempts: int = 0
    verified: int = 0
    rejected: int = 0
    inconclusive: int = 0
    unjudged: int = 0

    @staticmethod
    def of(verdicts: Iterable[VerdictRecord | None]) -> Tally:
        """The tally of attempts with these verdicts, ``None`` for one that was not judged."""
        kinds = Counter("unjudged" if one is None else one.kind for one in verdicts)
        return Tally(attempts=kinds.total(), **kinds)


@dataclass(frozen=True)
class Complaint:
    """What Lean said, and of how many attempts."""

    text: str
    """Its first line, shortened."""
    count: int
    attempt: int
    """One of them."""
    line: int
    """In that attempt's text, from 1."""
    code: str
    """That line."""


@dataclass(frozen=True)
class Tried:
    """One way in which attempts were made."""

    way: str
    """A rewrite's name, or a proposer's."""
    tally: Tally
    complaint: Complaint | None
    """The commonest."""


@dataclass(frozen=True)
class Round:
    """One round for one theorem; number 0 holds what the session was given to start from."""

    number: int
    tally: Tally
    ways: tuple[Tried, ...]
    """The busiest first."""
    complaints: tuple[Complaint, ...]
    """The commonest, at most three."""
    unreadable: int
    """Answers of a model that could not be read."""


@dataclass(frozen=True)
class Told:
    """Everything about one theorem's attempts in a session."""

    attempts: Sequence[AttemptRecord]
    """Oldest first."""
    verdicts: Mapping[str, VerdictRecord]
    answers: Sequence[AnswerRecord] = ()

    def verdict(self, attempt: AttemptRecord) -> VerdictRecord | None:
        return self.verdicts.get(attempt.verdict_key or "")

    def rounds(self) -> tuple[Round, ...]:
        """The rounds in order."""
        ordered = sorted(self.attempts, key=lambda one: one.round)
        unreadable = Counter(one.round for one in self.answers if one.unreadable is not None)
        return tuple(
            self._round(number, list(made), unreadable[number])
            for number, made in groupby(ordered, key=lambda one: one.round)
        )

    def tried(self) -> tuple[Tried, ...]:
        """The ways of all rounds together, without what the session was given."""
        return self._ways([one for one in self.attempts if one.round != INHERITED])

    def tally(self) -> Tally:
        """Of all attempts of its own."""
        own = [one for one in self.attempts if one.round != INHERITED]
        return Tally.of(map(self.verdict, own))

    def _round(self, number: int, made: Sequence[AttemptRecord], unreadable: int) -> Round:
        tally = Tally.of(map(self.verdict, made))
        complaints = () if number == INHERITED else self._complaints(made)[:_COMPLAINTS]
        return Round(number, tally, self._ways(made), complaints, unreadable)

    def _ways(self, made: Sequence[AttemptRecord]) -> tuple[Tried, ...]:
        by_way: dict[str, list[AttemptRecord]] = {}
        for one in made:
            by_way.setdefault(way_of(one), []).append(one)
        ways = [
            Tried(way, Tally.of(map(self.verdict, some)), next(iter(self._complaints(some)), None))
            for way, some in by_way.items()
        ]
        return tuple(sorted(ways, key=lambda one: -one.tally.attempts))

    def _complaints(self, made: Sequence[AttemptRecord]) -> tuple[Complaint, ...]:
        """What Lean said first of those that it rejected, the commonest first."""
        found: dict[str, Complaint] = {}
        counts: Counter[str] = Counter()
        for one in made:
            verdict = self.verdict(one)
            if verdict is None or verdict.kind != "rejected":
                continue
            said = next((d for d in verdict.diagnostics if d["severity"] != SUGGESTION), None)
            if said is None:
                continue
            text = _first_line(said["text"])
            counts[text] += 1
            if text not in found:
                code = _line(one.proof, said["line"])
                found[text] = Complaint(text, 0, one.id or 0, said["line"], code)
        return tuple(
            Complaint(text, count, found[text].attempt, found[text].line, found[text].code)
            for text, count in counts.most_common()
        )


def way_of(attempt: AttemptRecord) -> str:
    """How an attempt was made: by which rewrite, or by whom."""
    if attempt.proposer in (COMBINED, SUGGESTED) or not attempt.rewrites:
        return attempt.proposer
    return "+".join(attempt.rewrites)


def _first_line(text: str) -> str:
    line = next(iter(text.strip().splitlines()), "")
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 2]} …"


def _line(text: str, number: int) -> str:
    lines = text.split("\n")
    return _first_line(lines[number - 1]) if 0 < number <= len(lines) else ""
