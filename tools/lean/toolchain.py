"""Which Lean is used, and why.

In this order: what the user names, the toolchain of the Lake project around the file, `lean` on
PATH, the embedded Lean. Nothing is ever downloaded. A stock Lean is asked for its version once;
the answer is remembered for as long as the binary stays the same.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from tools.cache_folder import read_note, write_note
from tools.errors import LeanUnavailable
from tools.lean import elan, embedded, lake
from tools.lean.embedded import locate

Origin = Literal["named", "lake", "path", "embedded"]

EMBEDDED = "embedded"
"""The name by which a user asks for the embedded Lean although another one is there."""

_VERSION = re.compile(r"Lean \(version ([^,)\s]+)")
_SECONDS = 60
_NAME_ONE = "name one with --lean or BURNISH_LEAN"


@dataclass(frozen=True)
class Choice:
    """Which Lean will be used, before anything is run or built."""

    origin: Origin
    reason: str
    binary: Path | None
    """The real `lean`; ``None`` for the embedded one."""
    project: lake.LakeProject | None = None
    lake_binary: Path | None = None
    alternatives: tuple[str, ...] = ()
    """One sentence for each thing that would change the choice."""


@dataclass(frozen=True)
class Toolchain:
    """A Lean that can be run: ``argv + options + ["--stdin", "--json"]`` does."""

    argv: tuple[str, ...]
    environment: Mapping[str, str]
    directory: Path | None
    version: str
    fingerprint: str
    """Equal for two runs only if the same Lean with the same libraries answers."""
    origin: Origin
    reason: str
    alternatives: tuple[str, ...]


def choose_toolchain(
    file: Path | None, named: str | None, progress: Callable[[str], None]
) -> Toolchain:
    """The Lean for `file`, ready to run; builds the embedded library on first use.

    `named` is a path, a command, or ``embedded``. Raises :class:`LeanUnavailable`.
    """
    return prepare(decide(file, named), progress)


def decide(file: Path | None, named: str | None) -> Choice:
    """The choice alone: looks at files and PATH, runs nothing, builds nothing."""
    if named:
        return _named(named)
    notes: list[str] = []
    choice = (_from_lake(file, notes) if file is not None else None) or _from_path(file, notes)
    if choice is None:
        unusable = embedded.available()
        if unusable is not None:
            told = " ".join([*notes, unusable])
            raise LeanUnavailable(
                f"No Lean 4 was found. {told} Install one from https://lean-lang.org (elan), "
                f"or {_NAME_ONE}."
            )
        reason = "no other Lean can be used here" if notes else "no other Lean was found"
        choice = Choice("embedded", reason, None)
    return replace(choice, alternatives=(*notes, *_alternatives(choice.origin)))


def prepare(choice: Choice, progress: Callable[[str], None]) -> Toolchain:
    """Make a choice ready to run."""
    if choice.binary is None:
        return _embedded(choice, progress)
    environment: dict[str, str] = dict(os.environ)
    directory = None
    extra = environment.get("LEAN_PATH", "")
    binary = choice.binary
    if choice.project is not None and choice.lake_binary is not None:
        missing = lake.missing_dependencies(choice.project)
        if missing:
            raise LeanUnavailable(
                f"The Lake project {choice.project.root} lacks {', '.join(missing)}: run "
                "`lake build` there first (Burnish downloads nothing), or use --lean embedded."
            )
        extra = choice.project.digest
        environment = lake.lake_environment(choice.project, choice.lake_binary, extra)
        directory = choice.project.root
        found = shutil.which("lean", path=environment.get("PATH"))
        if found is not None and not elan.is_proxy(Path(found)):
            binary = Path(found)
    version, identity = _identify(binary)
    digest = hashlib.sha256(f"{identity}\0{extra}".encode()).hexdigest()[:12]
    return Toolchain(
        argv=(str(binary),),
        environment=environment,
        directory=directory,
        version=version,
        fingerprint=f"lean-{version}-{digest}",
        origin=choice.origin,
        reason=choice.reason,
        alternatives=choice.alternatives,
    )


def _named(named: str) -> Choice:
    reason = f"named by --lean or BURNISH_LEAN: {named}"
    if named == EMBEDDED:
        unusable = embedded.available()
        if unusable is not None:
            raise LeanUnavailable(f"The embedded Lean cannot be used here. {unusable}")
        return Choice("embedded", reason, None, alternatives=_alternatives("named"))
    path = Path(named).expanduser()
    if path.is_dir():
        path = path / "bin" / "lean" if (path / "bin" / "lean").is_file() else path / "lean"
    found = shutil.which(str(path)) or shutil.which(named)
    if found is None:
        raise LeanUnavailable(
            f"{named} (named by --lean or BURNISH_LEAN) is no program that can be run; give the "
            "path of a `lean` binary, of a toolchain folder, or `embedded`."
        )
    notes: list[str] = []
    binary = _behind_proxy(Path(found).absolute(), Path.cwd(), notes)
    if binary is None:
        raise LeanUnavailable(" ".join(notes))
    return Choice("named", reason, binary, alternatives=_alternatives("named"))


def _from_lake(file: Path, notes: list[str]) -> Choice | None:
    project = lake.find_project(file)
    if project is None:
        return None
    found = shutil.which("lake")
    if found is None:
        notes.append(
            f"The file belongs to the Lake project {project.root}, but there is no `lake` on PATH: "
            "install elan to use the project's own Lean."
        )
        return None
    lake_binary = Path(found)
    wanted = "its own Lean"
    if elan.is_proxy(lake_binary):
        wanted = elan.wanted_toolchain(project.root) or ""
        folder = elan.installed_folder(wanted) if wanted else None
        if folder is None:
            raise LeanUnavailable(
                f"The Lake project {project.root} wants the Lean toolchain "
                f"{wanted or '(no lean-toolchain file, and elan has no default)'}, which is not "
                f"installed; run `elan toolchain install {wanted or 'stable'}`, or use another "
                "Lean with --lean (`--lean embedded` for the built-in one)."
            )
        lake_binary = folder / "bin" / "lake"
    lean = shutil.which("lean", path=str(lake_binary.parent)) or shutil.which("lean")
    if lean is None:
        notes.append(f"There is a `lake` ({lake_binary}), but no `lean` beside it or on PATH.")
        return None
    reason = f"the file belongs to the Lake project {project.root} ({wanted})"
    return Choice("lake", reason, Path(lean), project, lake_binary)


def _from_path(file: Path | None, notes: list[str]) -> Choice | None:
    found = shutil.which("lean")
    if found is None:
        return None
    start = file.resolve().parent if file is not None else Path.cwd()
    binary = _behind_proxy(Path(found), start, notes)
    if binary is None:
        return None
    return Choice("path", f"`lean` is on PATH: {found}", binary)


def _behind_proxy(binary: Path, start: Path, notes: list[str]) -> Path | None:
    """The real `lean` behind elan's; ``None``, with a note, if it is not installed."""
    if not elan.is_proxy(binary):
        return binary
    wanted = elan.wanted_toolchain(start)
    folder = elan.installed_folder(wanted) if wanted else None
    if folder is not None:
        return folder / "bin" / "lean"
    notes.append(
        f"{binary} is elan, and its toolchain {wanted} is not installed: run "
        f"`elan toolchain install {wanted}`."
        if wanted
        else f"{binary} is elan without a default toolchain: run `elan default stable`."
    )
    return None


def _alternatives(origin: Origin) -> tuple[str, ...]:
    name = "--lean PATH or BURNISH_LEAN=PATH uses another Lean; --lean embedded the built-in one."
    project = "A file inside a Lake project is checked by that project's own Lean."
    path = "A `lean` on PATH would be used instead of the embedded one."
    match origin:
        case "named":
            return ("Without --lean and BURNISH_LEAN, Burnish looks for a Lean by itself.",)
        case "lake":
            return (name,)
        case "path":
            return (name, project)
        case "embedded":
            return (name, project, path)


def _identify(binary: Path) -> tuple[str, str]:
    """Version and identity of a stock Lean, asked once for each binary."""
    try:
        status = binary.resolve().stat()
    except OSError as error:
        raise LeanUnavailable(f"{binary} cannot be read: {error.strerror}.") from error
    key = f"{binary}\0{status.st_size}\0{status.st_mtime_ns}"
    note = "lean-" + hashlib.sha256(str(binary).encode()).hexdigest()[:16]
    kept = read_note(note, key)
    if kept is None or not isinstance(kept.get("told"), str):
        kept = {"told": _ask_version(binary)}
        write_note(note, key, kept)
    told: str = kept["told"]
    match = _VERSION.search(told)
    if match is None:
        raise LeanUnavailable(f"{binary} --version does not answer like Lean: {told[:200]!r}.")
    if not match[1].startswith("4."):
        raise LeanUnavailable(f"{binary} is Lean {match[1]}; Burnish needs Lean 4.")
    return match[1], f"{told}\0{status.st_size}\0{status.st_mtime_ns}"


def _ask_version(binary: Path) -> str:
    try:
        run = subprocess.run(
            [str(binary), "--version"],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise LeanUnavailable(f"{binary} --version gave no answer in {_SECONDS} s.") from error
    except OSError as error:
        raise LeanUnavailable(
            f"{binary} could not be started: {error.strerror or error}."
        ) from error
    if run.returncode != 0:
        raise LeanUnavailable(
            f"{binary} --version failed with status {run.returncode}: "
            f"{(run.stderr or run.stdout).strip()[-500:]}"
        )
    return run.stdout.strip()


def _embedded(choice: Choice, progress: Callable[[str], None]) -> Toolchain:
    library = embedded.ensure_built(progress)
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
    )


def embedded_version() -> str:
    """The version of the embedded Lean, known without running it."""
    return locate.LEAN_VERSION
