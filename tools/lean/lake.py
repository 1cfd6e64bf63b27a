"""The Lake project around a file: found, and asked for its environment; never updated or built.

Lake is asked with three commands that build nothing: `lake env` for the paths, `lake setup-file
--no-build` for a file's options, `lake build --no-build` whether what is built is up to date. Each
loads the project, for which Lake may fetch packages; so it is run only when
:mod:`tools.lean.lake_packages` has found all of them in place, and offline even then.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.cache_folder import read_note, write_note
from tools.errors import LeanCrashed, LeanUnavailable
from tools.lean import lake_packages
from tools.lean.asking import OFFLINE, Reply, ask

_LAKEFILES = ("lakefile.toml", "lakefile.lean")
_SECONDS = 120.0
_DUMP = "import json, os; print(json.dumps(dict(os.environ)))"
_KEPT = re.compile(r"LEAN|LAKE|ELAN|PATH$|LD_LIBRARY_PATH|DYLD_")
"""The variables that Lake sets; others of the user's are not written to the cache."""
_PATHS = ("LEAN_PATH", "LEAN_SRC_PATH")
_OWN = (
    *_PATHS,
    *("ELAN_TOOLCHAIN", "LAKE", "LAKE_CACHE_DIR", "LAKE_HOME", "LAKE_OVERRIDE_LEAN"),
    *("LEAN", "LEAN_AR", "LEAN_CC", "LEAN_GITHASH", "LEAN_SYSROOT"),
)
"""What Lake sets for one project. Around Burnish they speak of another project or toolchain."""
_MUST_BUILD = 3
"""Lake's exit status where `--no-build` kept it from building something."""
_OPTION = re.compile(r"[\w.!?']+")


@dataclass(frozen=True)
class LakeProject:
    root: Path
    lakefile: Path

    @property
    def digest(self) -> str:
        """Changes when its configuration or its pins change, or those of its path packages."""
        hasher = hashlib.sha256()
        folders = [self.root]
        for package in lake_packages.packages_of(self.root):
            if package.revision is None:
                folders.append(package.folder)
        for folder in folders:
            for name in (*_LAKEFILES, lake_packages.MANIFEST, "lean-toolchain"):
                path = folder / name
                hasher.update(f"{path}\0".encode())
                hasher.update(path.read_bytes() if path.is_file() else b"")
        return hasher.hexdigest()


@dataclass(frozen=True)
class FileSetup:
    """What Lake says of one file."""

    options: tuple[str, ...]
    """Of the library that the file belongs to, like ``autoImplicit=false``."""
    module: str | None
    """The file's name as a module, where this Lake tells it (and it has looked at the imports)."""
    stale: tuple[str, ...] | None
    """What must be built first: imports as far as Lake names them; ``None`` if nothing must."""
    note: str
    """Why it could not be asked; empty if it could."""


def find_project(file: Path) -> LakeProject | None:
    """The nearest folder above `file` that holds a Lake file."""
    for folder in file.resolve().parents:
        for name in _LAKEFILES:
            if (folder / name).is_file():
                return LakeProject(folder, folder / name)
    return None


def clean_environment(lake: Path) -> dict[str, str]:
    """Burnish's environment without what belongs to a project, for ``lake`` to be started in.

    Lake's own folder comes first on PATH, so that `lean` is the real one beside it, and not elan.
    """
    kept = {name: value for name, value in os.environ.items() if name not in _OWN}
    path = [str(lake.parent), *filter(None, [kept.get("PATH")])]
    return {**kept, "PATH": os.pathsep.join(path)}


def lake_environment(project: LakeProject, lake: Path) -> dict[str, str]:
    """The variables that `lake env` sets in the project, in the rest of Burnish's environment.

    Asked once, until the configuration, the Lake or PATH changes. Raises :class:`LeanUnavailable`
    if Lake says that it cannot, or would have to fetch something, and :class:`LeanCrashed` if it
    does not answer.
    """
    require_packages(project)
    around = clean_environment(lake)
    note = "lake-" + hashlib.sha256(str(project.root).encode()).hexdigest()[:16]
    inherited = sorted((name, value) for name, value in around.items() if _KEPT.search(name))
    key = json.dumps([identity(lake), project.digest, inherited])
    kept = read_note(note, key)
    if kept is None:
        found = _environment(project, lake)
        kept = {k: v for k, v in found.items() if _KEPT.search(k) and k not in OFFLINE}
        for name in _PATHS:
            folders = filter(None, kept.get(name, "").split(os.pathsep))
            # Some Lakes give them as seen from the project's folder.
            kept[name] = os.pathsep.join(str(project.root / folder) for folder in folders)
        write_note(note, key, kept)
    return {**around, **kept}


def require_packages(project: LakeProject) -> None:
    """Raises :class:`LeanUnavailable` if Lake would have to fetch something first."""
    obstacle = lake_packages.obstacle(project.root, project.lakefile)
    if obstacle is not None:
        raise LeanUnavailable(
            f"The Lake project {project.root} {obstacle}: run `lake build` there first, which "
            "fetches what it needs (Burnish downloads nothing), or use --lean embedded."
        )


def ask_setup(project: LakeProject, lake: Path, file: Path) -> FileSetup:
    """What Lake says of ``file``; asked anew each time."""
    reply = _run(project, lake, ["setup-file", str(file.resolve()), "--no-build"])
    record = _last_object(reply.out)
    if reply.status == _MUST_BUILD:
        return FileSetup((), None, _stale_imports(record), "")
    if reply.status != 0:
        record = None
    if record is None:
        said = reply.complaint.partition("\n")[0] or f"exit status {reply.status}"
        return FileSetup(
            (), None, None, f"Lake does not say which options {file.name} is compiled with: {said}"
        )
    options = record.get("options", record.get("setupOptions"))
    name = record.get("name")
    return FileSetup(_options(options), name if isinstance(name, str) else None, None, "")


def must_build(project: LakeProject, lake: Path, modules: Sequence[str]) -> bool:
    """Whether Lake would build something for these modules; also if it does not know."""
    argv = ["build", "--no-build", *(f"+{module}" for module in modules)]
    return _run(project, lake, argv).status != 0


def identity(program: Path) -> list[str]:
    """Changes when the program does."""
    status = program.stat()
    return [str(program), str(status.st_size), str(status.st_mtime_ns)]


def _environment(project: LakeProject, lake: Path) -> dict[str, str]:
    argv = ["env", sys.executable, "-I", "-S", "-c", _DUMP]
    reply = _run(project, lake, argv)
    if reply.status != 0:
        raise LeanUnavailable(
            f"`lake env` failed in {project.root}, so its Lean cannot be used; mend the project "
            f"or name another Lean with --lean. Lake said:\n{reply.complaint}"
        )
    found = _last_object(reply.out)
    if found is None or "LEAN_PATH" not in found:
        told = reply.err or reply.out
        raise LeanCrashed("`lake env` gave no environment", [str(lake), *argv], 0, told)
    return {name: str(value) for name, value in found.items()}


def _run(project: LakeProject, lake: Path, argv: Sequence[str]) -> Reply:
    return ask(
        [str(lake), *argv],
        environment=clean_environment(lake),
        seconds=_SECONDS,
        directory=project.root,
    )


def _last_object(text: str) -> dict[str, Any] | None:
    """The JSON object on the last line; whatever a Lake file printed stands before it."""
    lines = text.strip().splitlines()
    try:
        record = json.loads(lines[-1]) if lines else None
    except ValueError:
        return None
    return record if isinstance(record, dict) else None


def _stale_imports(record: dict[str, Any] | None) -> tuple[str, ...]:
    """The modules that a recent Lake names when it would have to build."""
    listed = (record or {}).get("directImports")
    entries = listed if isinstance(listed, list) else []
    names = [entry.get("module") for entry in entries if isinstance(entry, dict)]
    return tuple(name for name in names if isinstance(name, str))


def _options(record: object) -> tuple[str, ...]:
    """Options in the form of Lean's -D, out of a JSON object of names and values."""
    found: list[str] = []
    for name, value in record.items() if isinstance(record, dict) else ():
        if isinstance(value, str | int) and _OPTION.fullmatch(name):
            told = str(value).lower() if isinstance(value, bool) else str(value)
            found.append(f"{name}={told}")
    return tuple(found)
