"""A Lean that is ready to run: a choice (:mod:`tools.lean.choice`) with its environment.

A stock Lean is asked for its version, Lake for what it knows of the file; the embedded library is
built on first use. Nothing is ever downloaded.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.errors import LeanUnavailable
from tools.lean import elan, embedded, lake, stock
from tools.lean.choice import EMBEDDED, NAME_ONE, Choice, Origin, decide
from tools.lean.embedded import locate
from tools.lean.imported import library_imports
from tools.lean.lake_file import settle
from tools.lean.module_paths import folders_of

__all__ = [
    "EMBEDDED",
    "Choice",
    "Toolchain",
    "choose_toolchain",
    "decide",
    "embedded_version",
    "prepare",
]


@dataclass(frozen=True)
class Toolchain:
    """A Lean that can be run: ``argv + options + ["--stdin", "--json"]`` does.

    It is the Lean for one file: another file of the same project may be compiled with other
    options, and is another module.
    """

    argv: tuple[str, ...]
    """The command, with the options that the file's project compiles it with."""
    environment: Mapping[str, str]
    directory: Path | None
    version: str
    fingerprint: str
    """Equal for two runs only if the same Lean with the same libraries answers."""
    origin: Origin
    reason: str
    alternatives: tuple[str, ...]
    module: str | None = None
    """The file's name as a module of its project; ``None`` for a file that stands alone."""
    search_path: tuple[Path, ...] = ()
    """Where it finds object files, in its order: ``LEAN_PATH``, then its own library where that
    lies in the usual place (Lean looks there by itself)."""
    leanchecker: Path | None = None
    """The toolchain's own program to replay object files through the kernel, if it ships one."""
    replay: tuple[str, ...] = ()
    """The command that replays object files of the embedded Lean; empty for others."""


def choose_toolchain(
    file: Path | None, named: str | None, progress: Callable[[str], None]
) -> Toolchain:
    """The Lean for `file`, ready to run; builds the embedded library on first use.

    `named` is a path, a command, or ``embedded``. Raises :class:`LeanUnavailable`.
    """
    return prepare(decide(file, named), progress)


def prepare(choice: Choice, progress: Callable[[str], None]) -> Toolchain:
    """Make a choice ready to run.

    Raises :class:`LeanUnavailable` also if the file imports what that Lean cannot find.
    """
    if choice.binary is None:
        return _embedded(choice, progress)
    if choice.project is not None and choice.lake_binary is not None and choice.file is not None:
        return _in_project(choice, choice.binary, choice.project, choice.lake_binary, choice.file)
    environment = dict(os.environ)
    binary = choice.binary
    library = stock.library_of(binary)
    search_path = _search_path(environment, library)
    if library is not None:
        _require_imports(choice.file, search_path, f"the Lean in use ({binary})")
    version, identity = stock.identify(binary)
    digest = _digest(identity, environment.get("LEAN_PATH", ""))
    return Toolchain(
        argv=(str(binary),),
        environment=environment,
        directory=None,
        version=version,
        fingerprint=f"lean-{version}-{digest}",
        origin=choice.origin,
        reason=choice.reason,
        alternatives=choice.alternatives,
        search_path=search_path,
        leanchecker=stock.leanchecker_of(binary),
    )


def _in_project(
    choice: Choice, binary: Path, project: lake.LakeProject, lake_binary: Path, file: Path
) -> Toolchain:
    library = stock.library_of(binary)
    found = settle(project, lake_binary, file, library)
    # A project may bring a Lean of its own, which Lake then names.
    named = found.environment.get("LEAN")
    if named and os.access(named, os.X_OK) and not elan.is_proxy(Path(named)):
        binary = Path(named)
    version, identity = stock.identify(binary)
    return Toolchain(
        argv=(str(binary), *(f"-D{option}" for option in found.options)),
        environment=found.environment,
        directory=project.root,
        version=version,
        fingerprint=f"lean-{version}-{_digest(identity, found.digest)}",
        origin=choice.origin,
        reason=choice.reason,
        alternatives=(*found.notes, *choice.alternatives),
        module=found.module,
        search_path=_search_path(found.environment, library),
        leanchecker=stock.leanchecker_of(binary),
    )


def _search_path(environment: Mapping[str, str], library: Path | None) -> tuple[Path, ...]:
    folders = folders_of(environment, "LEAN_PATH")
    return folders if library is None or library in folders else (*folders, library)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


def _require_imports(file: Path | None, search_path: Sequence[Path], who: str) -> None:
    """Refuse a file that imports what cannot be found, before Lean says it without the place."""
    if file is None or not file.is_file():
        return
    lacking = library_imports(file.read_text(encoding="utf-8", errors="replace"), search_path)
    if lacking is not None:
        raise LeanUnavailable(
            f"{file}:{lacking.line}:{lacking.column}: imports {lacking.module}, which {who} does "
            "not have. A file of a Lake project has to lie in that project, and elan or its Lean "
            f"has to be installed; or {NAME_ONE}."
        )


def _embedded(choice: Choice, progress: Callable[[str], None]) -> Toolchain:
    library = embedded.ensure_built(progress)
    _require_imports(choice.file, (library,), "the embedded Lean, which has a core library only,")
    fingerprint = embedded.fingerprint()
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LEAN_", "ELAN_", "LAKE"))}
    return Toolchain(
        argv=tuple(embedded.lean_argv()),
        environment={**kept, "LEAN_PATH": str(library)},
        directory=None,
        version=embedded_version(),
        fingerprint=fingerprint,
        origin=choice.origin,
        reason=choice.reason,
        alternatives=choice.alternatives,
        search_path=(library,),
        replay=tuple(embedded.replay_argv()),
    )


def embedded_version() -> str:
    """The version of the embedded Lean, known without running it."""
    return locate.LEAN_VERSION
