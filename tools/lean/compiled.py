"""What Lean once made of a whole file, kept for everyone who judges proofs in it.

A *snapshot* (``--incr-save``, new in recent Lean) is the state of the elaborator after each command
of the file. A text that begins as the file does is then elaborated only from where it differs, so
one snapshot serves every theorem of the file, and the time for a candidate does not grow with what
stands above it. Where little stands above, one of the imports alone (``--incr-header-save``) saves
a part of Lean's start; it serves all files with these imports. The *object file* is what the last
word compares with.

Both are made of the user's own text alone, never of a candidate's. Snapshots lie in a folder of the
cache that no Lean that reads candidates can write to; object files are kept in memory, because what
such a Lean can read, it could hand in as its own.
"""

from __future__ import annotations

import functools
import os
import shutil
import tempfile
import threading
from pathlib import Path

from tools.cache_folder import cache_folder
from tools.errors import LeanCrashed
from tools.lean.imports import header
from tools.lean.lean import Lean
from tools.lean.problem import content_hash
from tools.lean.source import Source

ORIGINAL = "BurnishOriginal.olean"
"""What the original's object file is called where it is read."""
OPTIONS = ("Elab.async=false", "maxErrors=0")
"""Options of the run that makes a snapshot: whoever starts from it gets them, whatever it asks."""

_MAKING = 0.2
_PER_SECOND = 4.0
"""Seconds that making a snapshot takes: so many, and so many for each that the file takes."""
_NEGLIGIBLE = 0.05
"""Seconds of a context below which a snapshot of it gains nothing."""
_IMPORTED = 0.02
"""Seconds that one of the imports saves a run, with the embedded library (10 MB). With more
imports it saves more, and making it takes longer in the same measure."""
_LARGEST_HEADER = 250_000_000
"""Bytes of a snapshot of the imports that is kept: what is larger holds copies of libraries."""
_KEPT_BYTES = 2_000_000_000
_FILES = 64


class Snapshot:
    """One snapshot, made when it pays; shared by threads."""

    def __init__(self, path: Path, argument: str, largest: int = _KEPT_BYTES) -> None:
        """``argument`` is the one of Lean's that makes it; one of more bytes than ``largest`` is
        not kept."""
        self._path = path
        self._argument = argument
        self._largest = largest
        self._lock = threading.Lock()
        self._making = threading.Lock()
        self._spent = 0.0
        self._hopeless = False

    def get(self, lean: Lean, text: str, *, saves: float, costs: float, runs: int) -> Path | None:
        """The snapshot of ``text``; made now if that pays.

        It ``saves`` each run so many seconds; ``runs`` are to come. Making it, which ``costs``
        seconds, pays as soon as as much has been, or is about to be, spent without it.
        """
        if self._hopeless:
            return None
        if not self._path.is_file():
            with self._lock:
                self._spent += saves
                due = self._spent + saves * (runs - 1) > costs
            # Whoever comes while it is being made goes on without.
            if not due or not self._making.acquire(blocking=False):
                return None
            try:
                self._make(lean, text)
            finally:
                self._making.release()
        if not self._path.is_file():
            return None
        self._use()
        return self._path

    def drop(self) -> None:
        """Do without from now on: Lean fails where it would not fail without."""
        self._hopeless = True
        self._path.unlink(missing_ok=True)

    def _make(self, lean: Lean, text: str) -> None:
        if self._path.is_file() or self._hopeless:
            return
        work = self._work_folder()
        if work is None:
            self._hopeless = True
            return
        made = work / self._path.name
        try:
            run = lean.run(text, OPTIONS, arguments=[f"{self._argument}={made}"], writable=[work])
            ready = run.complete and made.is_file() and made.stat().st_size <= self._largest
        except LeanCrashed:
            ready = False  # a Lean without snapshots
        self._hopeless = not ready
        if ready:
            # What it depends on stands in a second file; the first one's presence counts.
            for name in (f"{made.name}.deps", made.name):
                (work / name).replace(self._path.parent / name)
        shutil.rmtree(work, ignore_errors=True)

    def _work_folder(self) -> Path | None:
        folder = self._path.parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _prune(folder.parent, keep=folder)
            return Path(tempfile.mkdtemp(prefix="making-", dir=folder))
        except OSError:
            return None

    def _use(self) -> None:
        try:
            os.utime(self._path.parent)
        except OSError:
            return  # pruned meanwhile, by another process: whoever opens it will see


class CompiledFile:
    """One file under one Lean; shared by threads. Made by :func:`compiled_file`."""

    def __init__(self, whole: Snapshot, imports: Snapshot) -> None:
        self._whole = whole
        self._imports = imports
        self._object_lock = threading.Lock()
        self._was_compiled = False
        self._object: bytes | None = None

    def snapshot(
        self, lean: Lean, source: Source, *, context: float, whole: float, runs: int = 1
    ) -> Path | None:
        """A snapshot to start from, of the file or of its imports; made now if that pays.

        ``context`` is how many seconds a run without one spends on what stands above the theorem,
        ``whole`` those of the file, ``runs`` how many are to come.
        """
        if context < _NEGLIGIBLE:
            text = header(source.text) + "\n"
            return self._imports.get(lean, text, saves=_IMPORTED, costs=_MAKING, runs=runs)
        costs = _MAKING + _PER_SECOND * whole
        return self._whole.get(lean, source.text, saves=context, costs=costs, runs=runs)

    def drop_snapshot(self, context: float) -> None:
        """Do without the one that :meth:`snapshot` gave, from now on: Lean fails with it."""
        (self._imports if context < _NEGLIGIBLE else self._whole).drop()

    def object_file(self, lean: Lean, source: Source, seconds: float) -> bytes | None:
        """What is in the file's object file, made on first use; ``None`` if it does not compile.

        Raises what :meth:`tools.lean.lean.Lean.run` raises.
        """
        with self._object_lock:
            if not self._was_compiled:
                with tempfile.TemporaryDirectory(prefix="burnish-") as folder:
                    made = Path(folder) / ORIGINAL
                    lean.run(
                        source.text, ("maxErrors=0",), seconds,
                        arguments=["-o", str(made)], writable=[made.parent],
                    )  # fmt: skip
                    self._object = made.read_bytes() if made.is_file() else None
                self._was_compiled = True
        return self._object


def compiled_file(lean: Lean, source: Source) -> CompiledFile:
    """What is kept for a file under a Lean."""
    return _file(_folder(lean, source.digest), _folder(lean, "imports", header(source.text)))


def _folder(lean: Lean, *parts: str) -> Path:
    return cache_folder() / "files" / content_hash(lean.fingerprint, *parts)[:32]


@functools.lru_cache(maxsize=_FILES)
def _file(folder: Path, imports: Path) -> CompiledFile:
    return CompiledFile(Snapshot(folder / "snapshot", "--incr-save"), _of_imports(imports))


@functools.lru_cache(maxsize=_FILES)
def _of_imports(folder: Path) -> Snapshot:
    return Snapshot(folder / "snapshot", "--incr-header-save", _LARGEST_HEADER)


def _prune(root: Path, keep: Path) -> None:
    """Remove what was not used for longest, where all together is too much."""
    found = []
    for folder in root.iterdir():
        size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        found.append((folder.stat().st_mtime, size, folder))
    excess = sum(size for _, size, _ in found) - _KEPT_BYTES
    for _, size, folder in sorted(found):
        if excess <= 0:
            return
        if folder != keep:
            shutil.rmtree(folder, ignore_errors=True)
            excess -= size
