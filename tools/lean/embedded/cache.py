"""Compiles our core library once per machine into a per-user cache, and names that cache.

The folder's name is a hash of everything that goes into it, so a change of sources makes a new
folder and old ones stay valid. A build happens in a temporary folder beside the target under a
file lock and is moved into place whole: a killed build leaves only rubbish that the next removes.
"""

from __future__ import annotations

import fcntl
import functools
import hashlib
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path

from tools.cache_folder import cache_folder
from tools.errors import LeanUnavailable
from tools.lean.embedded import compiler, generate, locate

_PACKAGE = Path(__file__).parent
_LIBRARY = _PACKAGE / "library"
_GENERATOR_SOURCES = (
    "cache.py", "classify.py", "compiler.py", "generate.py", "objects.py", "symbols.py",
    "unexpanders.py",
)  # fmt: skip
_IMPORT = re.compile(r"^import\s+(\S+)", re.MULTILINE)
_WORKERS = 2


@functools.cache
def fingerprint() -> str:
    """`embedded-<Lean version>-<hash>`: names this Lean with this library, without running it."""
    return f"embedded-{locate.LEAN_VERSION}-{_content_hash()}"


def cache_root() -> Path:
    """Where built libraries are kept, one folder for each."""
    return cache_folder() / "lean"


def library_folder() -> Path:
    """Where the library that fits this program is, once it is built: see `ensure_built`."""
    return cache_root() / _content_hash()


def ensure_built(progress: Callable[[str], None]) -> Path:
    """The folder for LEAN_PATH, built first if need be; `progress` gets short lines meanwhile.

    Raises LeanUnavailable where the embedded Lean cannot run or the cache cannot be written, and
    compiler.LibraryBuildError if a source does not compile.
    """
    if reason := locate.unavailable_reason():
        raise LeanUnavailable(reason)
    root, target = cache_root(), library_folder()
    if target.is_dir():
        return target
    try:
        root.mkdir(parents=True, exist_ok=True)
        with _locked(root / f"{target.name}.lock", progress):
            if not target.is_dir():
                _build(root, target, progress)
    except OSError as error:
        raise LeanUnavailable(
            f"the embedded Lean's library cannot be built in {root}: {error}; "
            "set BURNISH_CACHE to a folder that can be written"
        ) from error
    return target


def _content_hash() -> str:
    digest = hashlib.sha256(locate.wheel_version().encode())
    sources = [_PACKAGE / name for name in _GENERATOR_SOURCES]
    for path in [*sources, *sorted(_LIBRARY.rglob("*.lean"))]:
        content = path.read_bytes()
        digest.update(f"{path.relative_to(_PACKAGE)} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


@contextmanager
def _locked(path: Path, progress: Callable[[str], None]) -> Iterator[None]:
    """Holds an exclusive lock that the system releases when the process ends, however it ends."""
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            progress("waiting for another process that builds the embedded Lean's library")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _build(root: Path, target: Path, progress: Callable[[str], None]) -> None:
    library = locate.find_library()
    if library is None:
        raise LeanUnavailable(locate.unavailable_reason() or "the embedded Lean has disappeared")
    started = time.monotonic()
    prefix = f"{target.name}.building-"
    for leftover in root.glob(f"{prefix}*"):  # of a killed build: we hold the lock, so it is dead
        shutil.rmtree(leftover, ignore_errors=True)
    progress("building the embedded Lean's library (once per machine)")
    work = Path(tempfile.mkdtemp(prefix=prefix, dir=root))
    try:
        shutil.copytree(_LIBRARY, work, dirs_exist_ok=True)
        generated = generate.generate(library)
        (work / "Init" / "Syntax.lean").write_text(generated.syntax, encoding="utf-8")
        (work / "Init" / "Unexpanders.lean").write_text(generated.unexpanders, encoding="utf-8")
        _compile_all(library, work, progress)
        work.rename(target)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    progress(f"built the embedded Lean's library in {time.monotonic() - started:.0f} s")


def _compile_all(library: Path, work: Path, progress: Callable[[str], None]) -> None:
    """Compiles every module under `work`, each as soon as what it imports is done."""
    sources = {
        ".".join(path.relative_to(work).with_suffix("").parts): path
        for path in work.rglob("*.lean")
    }
    waiting = {
        module: set(_IMPORT.findall(path.read_text(encoding="utf-8")))
        for module, path in sources.items()
    }
    running: dict[Future[None], str] = {}
    done = 0
    with ThreadPoolExecutor(_WORKERS) as pool:
        while waiting or running:
            for module in [name for name, imports in waiting.items() if not imports]:
                del waiting[module]
                job = pool.submit(compiler.compile_module, library, work, sources[module])
                running[job] = module
            if not running:
                raise compiler.LibraryBuildError(f"modules import each other: {sorted(waiting)}")
            for job in wait(running, return_when=FIRST_COMPLETED).done:
                module = running.pop(job)
                job.result()
                done += 1
                for imports in waiting.values():
                    imports.discard(module)
                progress(f"embedded Lean: {done} of {len(sources)} modules built ({module})")
