"""The data card: where training data is from, what is in it, and what must not be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from tools.training_data.records import Format, Kind, Style
from tools.training_data.statistics import Counts

FORMAT = "burnish-training-data-1"
"""What `card.json` says of itself; a folder is known by it."""
UNKNOWN_LICENCE = "unknown: say it with --licence"

METHOD: Mapping[str, str] = {
    "winner": "A winner of a round of expert iteration (ImProver 2, arXiv 2605.22885): verified, "
    "and with an improvement above the percentile of all scores of the round.",
    "winner-loser": "The chosen proof is a winner of the round; the rejected one is none, whether "
    "Lean rejected it or it gained too little.",
    "better-worse": "Both proofs are winners of the round; the chosen one improves more.",
    "accepted": "A person accepted the chosen proof in place of the rejected one.",
    "rejected": "A person rejected the proof and kept the chosen one.",
}
"""What the rules mean, in words."""


@dataclass(frozen=True)
class DataFile:
    """A file of rows."""

    name: str
    kind: Kind
    style: Style
    format: Format
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True)
class SplitCount:
    """A split of a corpus."""

    files: int
    theorems: int


@dataclass(frozen=True)
class CollectionCard:
    """A collection that rows are from."""

    session: str
    state: str
    """``finished``, or how far it is; an unfinished one has more to give later."""
    created_at: str
    corpus: str
    corpus_digest: str
    """SHA-256 over the corpus's files and theorems."""
    corpus_kind: str
    salt: str
    """With the shares, what the splits follow from."""
    shares: Mapping[str, float]
    splits: Mapping[str, SplitCount]
    trainable: int
    """Theorems of the training split that nothing holds out."""
    rounds: Mapping[str, int]
    """For each round, how many preferences it has in storage."""
    settings: Mapping[str, Any]


@dataclass(frozen=True)
class ModelCount:
    """A model, and how many of the answers are its own."""

    model: str
    adapter: str | None
    answers: int


@dataclass(frozen=True)
class PromptCard:
    """What was asked."""

    prompts: int
    sha256: str
    """Over the sorted hashes of the prompts."""
    templates: Sequence[str]
    """Hashes of the templates of which it is known which were used; sorted."""


@dataclass(frozen=True)
class Card:
    """Everything that a reader of the files has to know."""

    burnish: str
    licence: str
    seed: int
    limit: int | None
    human: str
    files: Sequence[DataFile]
    counts: Mapping[Kind, Counts]
    left_out: Mapping[str, int]
    """Why preferences in storage are not among the rows, each with how many."""
    collections: Sequence[CollectionCard]
    lean: Mapping[str, int]
    """By the fingerprint of a Lean, which has its version in it: theorems it judged."""
    prompts: PromptCard
    models: Sequence[ModelCount]
    sampling: Sequence[Mapping[str, Any]]
    """Every setting with which a model was sampled, but for seeds."""

    def to_json(self) -> dict[str, Any]:
        """Plain JSON."""
        rules = {rule for one in self.counts.values() for rule in one.by_rule}
        return {
            "format": FORMAT,
            **asdict(self),
            "method": {rule: METHOD[rule] for rule in sorted(rules)},
        }
