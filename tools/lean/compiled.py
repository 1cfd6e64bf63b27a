"""What Lean once made of a whole file, kept for everyone who judges proofs in it.

A *snapshot* (``--incr-save``, new in recent Lean) is the state of the elaborator after each command
of the file. A text that begins as the file does is then elaborated only from where it differs, so
one snapshot serves every theorem of the file, and the time for a candidate does not grow with what
stands above it. The *object file* is what the last word compares with.

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
"""Seconds of a context below which a snapshot gains nothing."""
_KEPT_BYTES = 2_000_000_000
_FILES = 64


class CompiledFile:
    """One file under one Lean; shared by threads. Made by :func:`compiled_file`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._making = threading.Lock()
        self._object_lock = threading.Lock()
        self._spent = 0.0
        self._hopeless = False
        self._was_compiled = False
        self._object: bytes | None = None

    def snapshot(
        self, lean: Lean, source: Source, *, context: float, whole: float, runs: int = 1
    ) -> Path | None:
        """A snapshot to start from; made now if that pays.

        ``context`` is how many seconds a run without one spends on what stands above the theorem,
        ``whole`` those of the file, ``runs`` how many are to come. Making one pays as soon as as
        much time has been, or is about to be, spent without one.
        """
        path = self._folder / "snapshot"
        if self._hopeless or context < _NEGLIGIBLE:
            return None
        if not path.is_file():
            with self._lock:
                self._spent += context
                due = self._spent + context * (runs - 1) > _MAKING + _PER_SECOND * whole
            # Whoever comes while it is being made goes on without.
            if not due or not self._making.acquire(blocking=False):
                return None
            try:
                self._make_snapshot(lean, source, path)
            finally:
                self._making.release()
        if not path.is_file():
            return None
        self._use()
        return path

    def drop_snapshot(self) -> None:
        """Do without from now on: Lean fails where it would not fail without."""
        self._hopeless = True
        (self._folder / "snapshot").unlink(missing_ok=True)

    def _make_snapshot(self, lean: Lean, source: Source, path: Path) -> None:
        if path.is_file() or self._hopeless:
            return
        work = self._work_folder()
        if work is None:
            self._hopeless = True
            return
        try:
            run = lean.run(
                source.text, OPTIONS, arguments=[f"--incr-save={work / path.name}"], writable=[work]
            )
            made = run.complete and (work / path.name).is_file()
        except LeanCrashed:
            made = False  # a Lean without snapshots
        self._hopeless = not made
        if made:
            # What it depends on stands in a second file; the first one's presence counts.
            for name in (f"{path.name}.deps", path.name):
                (work / name).replace(self._folder / name)
        shutil.rmtree(work, ignore_errors=True)

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

    def _work_folder(self) -> Path | None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            _prune(self._folder.parent, keep=self._folder)
            return Path(tempfile.mkdtemp(prefix="making-", dir=self._folder))
        except OSError:
            return None

    def _use(self) -> None:
        try:
            os.utime(self._folder)
        except OSError:
            return  # pruned meanwhile, by another process: whoever opens it will see


def compiled_file(lean: Lean, source: Source) -> CompiledFile:
    """What is kept for a file under a Lean."""
    key = content_hash(lean.fingerprint, source.digest)[:32]
    return _shared(cache_folder() / "files" / key)


@functools.lru_cache(maxsize=_FILES)
def _shared(folder: Path) -> CompiledFile:
    return CompiledFile(folder)


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
