"""What there is to train on: answers that were preferred to others, and answers to be learnt.

Nothing here has an identity of one database: proofs and problems go by the hash of their content.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Source = Literal["collection", "human"]
Kind = Literal["preference", "sft"]
Style = Literal["plain", "conversational"]
Format = Literal["jsonl", "parquet"]
Verdict = Literal["verified", "rejected", "inconclusive", "unknown"]

ORIGINAL = "original"
WINNER = "winner"
"""The rule by which a collection's example is one."""
ACCEPTED = "accepted"
"""The rule by which a person's is."""


@dataclass(frozen=True)
class Answer:
    """A proof as a model would answer with it."""

    completion: str
    """In its tag."""
    proof_hash: str
    """Of the whole declaration; an attempt at the problem is known by it in any database."""
    verdict: Verdict
    """Lean's; an original proof is ``verified``, and nothing is that says ``sorry``."""
    score: float | None
    """Improvement over the original in units of the metric, higher is better; 0 for what does not
    verify, ``None`` for what nobody measured."""
    proposer: str
    """Who found it; :data:`ORIGINAL` for the proof that the theorem came with."""
    model: str | None = None
    adapter: str | None = None


@dataclass(frozen=True)
class Task:
    """What was asked: a theorem, and a metric to make better."""

    theorem: str
    problem: str
    """Content hash of the theorem, its original proof and what it rests on."""
    file: str
    """Below the root of its corpus; the bare name for a theorem of none."""
    lean: str
    """Fingerprint of the Lean that judged, which has its version in it."""
    metric: str
    prompt: str
    """Hash of the prompt."""


@dataclass(frozen=True)
class Preference:
    """One answer is better than another."""

    task: Task
    chosen: Answer
    rejected: Answer
    source: Source
    rule: str
    """Of the method, or what a person did."""
    round: int | None
    """Of its collection; ``None`` for a person's."""
    weight: float


@dataclass(frozen=True)
class Example:
    """An answer to be learnt."""

    task: Task
    answer: Answer
    source: Source
    rule: str
    round: int | None
    weight: float = 1.0
    """Within its theorem and metric: these sum up to 1."""
