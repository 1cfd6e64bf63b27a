"""Which theorems a round searches, who proposes in it, and where the searches start."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from flows.collecting.corpus_files import Training
from flows.collecting.starts import Starts
from flows.modelling import Proposing
from flows.requests import RequestedFile
from storage.records import AttemptRecord


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
    problems: Mapping[str, str]
    """Its problem's id."""

    def start_of(self, problem_id: str) -> AttemptRecord | None:
        """What the symbolic proposer starts from; `None` for the original proof."""
        return None if self.starts is None else self.starts.of(problem_id)

    def left(self, finished: Collection[str]) -> tuple[RequestedFile, ...]:
        """The files with what is not finished in them; `finished` are keys of tasks."""
        return _with_names(self.files, lambda file, name: task_key(file, name) not in finished)


def plan_round(training: Training, number: int, who: Proposing, starts: Starts | None) -> RoundPlan:
    """The plan of a round: the same whenever it is made, once the rounds before it are finished.

    Without a model a theorem that has no new start is left out.
    """
    files, root = training.files, training.root
    ids = {(root / one.file, one.name): one.problem_id for one in training.theorems}
    if starts is not None and who.modelling is None:
        files = _with_names(
            files, lambda file, name: starts.of(ids[file.wanted.path, name]) is not None
        )
    wanted = [(file, name) for file in files for name in file.wanted.names]
    return RoundPlan(
        number,
        who,
        starts,
        files,
        len(ids) - len(wanted),
        {task_key(file, name): position for position, (file, name) in enumerate(wanted)},
        {task_key(file, name): ids[file.wanted.path, name] for file, name in wanted},
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
