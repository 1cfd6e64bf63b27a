"""Which theorems a round searches, who proposes in it, and where the searches start."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from flows.collecting.corpus_files import Training
from flows.collecting.starts import Starts
from flows.modelling import Proposing
from flows.requests import RequestedFile


@dataclass(frozen=True)
class RoundPlan:
    """A round before it is searched."""

    number: int
    proposing: Proposing
    starts: Starts | None
    """`None` for a round that starts from the original proofs."""
    files: tuple[RequestedFile, ...]
    """With the theorems that are searched."""
    nothing_new: int
    """Theorems that nobody has anything new to say about."""
    positions: Mapping[str, int]
    """The place of each theorem in the round, by the key of its task."""

    def left(self, finished: Collection[str]) -> tuple[RequestedFile, ...]:
        """The files with what is not finished in them; `finished` are keys of tasks."""
        return _with_names(self.files, lambda file, name: task_key(file, name) not in finished)


def plan_round(training: Training, number: int, who: Proposing, starts: Starts | None) -> RoundPlan:
    """The plan of a round: the same whenever it is made, once the rounds before it are finished.

    Without a model a theorem that has no new start is left out.
    """
    files = training.files
    if starts is not None and who.modelling is None:
        root = training.root
        problems = {(str(root / one.file), one.name): one.problem_id for one in training.theorems}
        files = _with_names(
            files,
            lambda file, name: starts.of(problems[str(file.wanted.path), name]) is not None,
        )
    keys = [task_key(file, name) for file in files for name in file.wanted.names]
    return RoundPlan(
        number,
        who,
        starts,
        files,
        sum(len(file.wanted.names) for file in training.files) - len(keys),
        {key: position for position, key in enumerate(keys)},
    )


def task_key(file: RequestedFile, name: str) -> str:
    """By which a theorem is known in the session of a round."""
    return f"{file.wanted.identity}:{name}"


def _with_names(
    files: Sequence[RequestedFile], is_kept: Callable[[RequestedFile, str], bool]
) -> tuple[RequestedFile, ...]:
    kept = []
    for file in files:
        names = tuple(name for name in file.wanted.names if is_kept(file, name))
        if names:
            kept.append(replace(file, wanted=replace(file.wanted, names=names)))
    return tuple(kept)
