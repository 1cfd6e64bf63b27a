"""The tasks of a session: its files prepared side by side, and the theorems in them in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from flows.preparation import PreparedFile, prepare
from flows.requests import RequestedFile
from flows.tasks import Task
from storage.keys import content_key
from storage.repository import Repository
from tools.errors import BurnishError
from tools.lean.lean import Lean
from tools.rewriting.portfolio import make_probe, read_probe


def tasks_of(
    repository: Repository,
    files: Sequence[RequestedFile],
    leans: Mapping[str, Lean],
    pool: ThreadPoolExecutor,
    *,
    proving: bool,
    by_file: bool,
) -> list[Task]:
    """The theorems that are wanted of some files, in the order of the files.

    ``leans`` has a Lean for each fingerprint of their toolchains. ``by_file`` says that a task's
    key names its file too, as it must where a session has several. Raises
    :class:`tools.errors.UserInputError` for a file or a name that cannot be used.
    """

    def one(file: RequestedFile) -> PreparedFile:
        wanted, lean = file.wanted, leans[file.toolchain.fingerprint]
        return prepare(repository, lean, wanted.path, wanted.source, wanted.names, proving=proving)

    prepared = list(pool.map(one, files))
    seen: Counter[str] = Counter()
    tasks: list[Task] = []
    for file, content in zip(files, prepared, strict=True):
        lean = leans[file.toolchain.fingerprint]
        portfolio = _portfolio(repository, lean, content) if content.theorems else ()
        for theorem in content.theorems:
            name = theorem.declaration.name
            key = f"{file.wanted.identity}:{name}" if by_file else name
            seen[key] += 1
            if seen[key] > 1:  # a second declaration of the name, which Lean refuses
                key = f"{key} ({seen[key]})"
            tasks.append(Task(key, len(tasks), file, content, theorem, portfolio))
    return tasks


def _portfolio(repository: Repository, lean: Lean, file: PreparedFile) -> tuple[str, ...]:
    """Which closing tactics there are after the file's imports; asked once."""
    probe = make_probe(file.header)
    key = content_key("probe", lean.fingerprint, probe.text)
    stored: list[str] | None = repository.structure(key)
    if stored is None:
        run = lean.run(probe.text, ("maxErrors=0",))
        if not run.complete:
            raise BurnishError(
                f"Lean was stopped at {run.limit} while it was asked which tactics it has after "
                f"the imports of {file.path}; BURNISH_LEAN_SECONDS raises the limit."
            )
        stored = list(read_probe(probe, run.messages))
        repository.store_structure(key, "probe", stored)
    return tuple(stored)
