"""What a collection will take, from what such searches took before; nothing is guessed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from flows.collecting.collection import Collection, opened
from flows.collecting.options import CollectOptions
from storage.pace import Pace


@dataclass(frozen=True)
class Estimate:
    """Before a collection starts. `None` is what nothing is known of."""

    corpus: str
    files: int
    theorems: int
    """In a round."""
    rounds: int
    candidates: int
    """Over all rounds; the most that there can be where nothing is known of the symbolic
    proposer."""
    is_exact: bool
    """Whether that is how many there will be: so it is of a model alone."""
    seconds: float | None
    asks_model: bool
    prompt_tokens: int | None
    answer_tokens: int | None
    basis: str
    """What it rests on, for people."""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def estimate_collection(options: CollectOptions, progress: Callable[[str], None]) -> Estimate:
    """The estimate of a collection. Nothing is begun, but a path is stored as a corpus.

    Raises as :func:`flows.collecting.collect.collect_corpus` does for input that cannot be used.
    """
    with opened(options, progress) as collection:
        return _estimate(collection)


def _estimate(collection: Collection) -> Estimate:
    options = collection.options
    who = options.proposing(collection.base, 1)
    described = who.describe()
    metric = collection.wanted.objective.text
    pace = Pace(collection.repository.database)
    searched = pace.searches(metric, described["proposer"])
    theorems = len(collection.training.theorems)
    jobs = theorems * options.rounds
    answers = jobs * options.model.samples if who.modelling is not None else 0
    most = jobs * options.search_rounds * options.candidates if who.symbolic else 0
    candidates, basis = answers + most, "no search of the kind: at most so many candidates"
    seconds = None
    if searched.theorems:
        # Each search's time has that in which it waited for those beside it.
        seconds = jobs * searched.seconds / searched.theorems / min(who.searches, theorems)
        basis = f"{searched.theorems} theorems that were searched here for {metric}"
        if who.symbolic:
            made = round(jobs * searched.candidates / searched.theorems)
            candidates = max(made, answers) if who.modelling is not None else made
    prompt_tokens = answer_tokens = None
    if who.modelling is not None:
        model = who.modelling.model
        tokens = pace.tokens(model.name, model.adapter)
        if tokens.answers:
            basis += f", {tokens.answers} answers of {model.name}"
            prompt_tokens = round(jobs * tokens.prompt_tokens / tokens.calls)
            answer_tokens = round(answers * tokens.answer_tokens / tokens.answers)
    return Estimate(
        corpus=collection.training.corpus.name,
        files=len(collection.training.files),
        theorems=theorems,
        rounds=options.rounds,
        candidates=candidates,
        is_exact=not who.symbolic,
        seconds=seconds,
        asks_model=who.modelling is not None,
        prompt_tokens=prompt_tokens,
        answer_tokens=answer_tokens,
        basis=basis,
    )
