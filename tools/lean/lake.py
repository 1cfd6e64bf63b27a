"""The Lake project around a file: found, asked once for its environment, never updated.

`lake env` may fetch dependencies. It is run only when they are there already; otherwise the user
is told to run `lake` themselves.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tools.cache_folder import read_note, write_note
from tools.errors import LeanCrashed, LeanUnavailable

_LAKEFILES = ("lakefile.toml", "lakefile.lean")
_SECONDS = 120
_DUMP = "import json, os; print(json.dumps(dict(os.environ)))"
_KEPT = re.compile(r"LEAN|LAKE|ELAN|PATH$|LD_LIBRARY_PATH|DYLD_")
"""The variables that Lake sets; others of the user's are not written to the cache."""


@dataclass(frozen=True)
class LakeProject:
    root: Path
    lakefile: Path

    @property
    def digest(self) -> str:
        """Changes when its configuration, its pins, or what it has built changes."""
        hasher = hashlib.sha256()
        for name in (*_LAKEFILES, "lake-manifest.json", "lean-toolchain"):
            path = self.root / name
            hasher.update(name.encode() + b"\0")
            hasher.update(path.read_bytes() if path.is_file() else b"")
        for built in sorted((self.root / ".lake" / "build" / "lib").rglob("*.olean")):
            status = built.stat()
            place = built.relative_to(self.root)
            hasher.update(f"{place}\0{status.st_size}\0{status.st_mtime_ns}\0".encode())
        return hasher.hexdigest()


def find_project(file: Path) -> LakeProject | None:
    """The nearest folder above `file` that holds a Lake file."""
    for folder in file.resolve().parents:
        for name in _LAKEFILES:
            if (folder / name).is_file():
                return LakeProject(folder, folder / name)
    return None


def missing_dependencies(project: LakeProject) -> tuple[str, ...]:
    """The packages that Lake would have to fetch first, by name; empty when all are there."""
    manifest = project.root / "lake-manifest.json"
    if not manifest.is_file():
        text = project.lakefile.read_text(encoding="utf-8", errors="replace")
        required = re.findall(r"^\s*(?:\[\[require\]\]|require\b)", text, re.MULTILINE)
        return ("its dependencies",) if required else ()
    try:
        record = json.loads(manifest.read_text(encoding="utf-8"))
        packages = project.root / record.get("packagesDir", ".lake/packages")
        return tuple(
            package["name"]
            for package in record.get("packages", [])
            if package.get("type") == "git"
            and not (packages / package["name"].strip("«»")).is_dir()
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise LeanUnavailable(
            f"{manifest} could not be read as a Lake manifest ({error}); run `lake update` there."
        ) from error


def lake_environment(project: LakeProject, lake: Path, digest: str) -> dict[str, str]:
    """The variables that `lake env` sets in the project; remembered until `digest` changes."""
    status = lake.stat()
    key = f"{lake}\0{status.st_size}\0{status.st_mtime_ns}\0{digest}"
    note = "lake-" + hashlib.sha256(str(project.root).encode()).hexdigest()[:16]
    kept = read_note(note, key)
    if kept is None:
        found = _ask(project, lake)
        kept = {name: value for name, value in found.items() if _KEPT.search(name)}
        write_note(note, key, kept)
    return {**os.environ, **kept}


def _ask(project: LakeProject, lake: Path) -> dict[str, str]:
    argv = [str(lake), "env", sys.executable, "-I", "-c", _DUMP]
    try:
        run = subprocess.run(
            argv, cwd=project.root, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise LeanCrashed(f"`lake env` took over {_SECONDS} s", argv, None, "") from error
    except OSError as error:
        raise LeanUnavailable(f"{lake} could not be started: {error.strerror}.") from error
    if run.returncode != 0:
        raise LeanUnavailable(
            f"`lake env` failed in {project.root}, so its Lean cannot be used; mend the project "
            f"or name another Lean with --lean. Lake said:\n{run.stderr.strip()[-1500:]}"
        )
    try:
        return dict(json.loads(run.stdout.strip().splitlines()[-1]))
    except (ValueError, IndexError) as error:
        raise LeanCrashed("`lake env` gave no environment", argv, 0, run.stderr) from error
