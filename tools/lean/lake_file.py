"""One file in its Lake project: all that Lean needs to elaborate it as `lake build` would.

What is missing for that is said here, with the place and the command that helps.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tools.cache_folder import read_note, write_note
from tools.errors import LeanUnavailable
from tools.lean import lake
from tools.lean.imported import Places, Survey, survey
from tools.lean.lake_packages import packages_folder
from tools.lean.module_paths import folders_of, module_name

_SHOWN = 6


@dataclass(frozen=True)
class LakeFile:
    """How a file of a project is to be elaborated."""

    environment: Mapping[str, str]
    options: tuple[str, ...]
    """Of the library that it belongs to, in the form of Lean's -D."""
    module: str | None
    """What it is called as a module; ``None`` for a file outside all source folders."""
    digest: str
    """Changes with the configuration, with what the file imports and with how that was built."""
    notes: tuple[str, ...]


def settle(
    project: lake.LakeProject, lake_binary: Path, file: Path, library: Path | None
) -> LakeFile:
    """Ask Lake about ``file``; ``library`` is the folder of Lean's own object files, if known.

    Raises :class:`LeanUnavailable` if an import is missing, not built or changed since, or if
    Lake would have to fetch something, and :class:`tools.errors.LeanCrashed` if Lake hangs.
    """
    environment = lake.lake_environment(project, lake_binary)
    sources = folders_of(environment, "LEAN_SRC_PATH")
    objects = folders_of(environment, "LEAN_PATH")
    fetched = packages_folder(project.root)
    places = Places((*objects, *([library] if library else ())), sources, fetched)
    module = module_name(file, [folder for folder in sources if not folder.is_relative_to(fetched)])
    text = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
    found = survey(file, text, module, places)
    _require_modules(project, found, environment, library)
    setup = _setup(project, lake_binary, file, found)
    if setup.stale is not None:
        modules = found.changed or setup.stale
        raise LeanUnavailable(
            f"{file} imports modules of the Lake project {project.root} that have changed since "
            f"they were built{_listed(modules)}: {_build(project, modules)}"
        )
    if setup.module is not None and not setup.module.startswith("_"):
        module = setup.module
    parts = [project.digest, found.digest, module or "", *setup.options]
    return LakeFile(
        environment,
        setup.options,
        module,
        hashlib.sha256("\0".join(parts).encode()).hexdigest(),
        (setup.note,) if setup.note else (),
    )


def _require_modules(
    project: lake.LakeProject,
    found: Survey,
    environment: Mapping[str, str],
    library: Path | None,
) -> None:
    if found.circle is not None:
        raise LeanUnavailable(
            f"{found.circle}, and so the file imports itself; take one of these imports out."
        )
    if found.missing and library is not None:
        raise LeanUnavailable(
            f"{found.missing[0]}, which neither the Lake project {project.root} nor its Lean has; "
            "correct the name, or require the package that brings it and run `lake build`."
        )
    if found.unbuilt:
        message = (
            f"The Lake project {project.root} is not built as far as it is needed"
            f"{_listed(found.unbuilt)}: {_build(project, found.unbuilt)}"
        )
        if environment.get("LAKE_ARTIFACT_CACHE") == "true":
            message += (
                " If it is built already, its object files are in Lake's artifact cache only, "
                "where `lean` does not look; LAKE_ARTIFACT_CACHE=false lets Lake write them."
            )
        raise LeanUnavailable(message)


def _setup(
    project: lake.LakeProject, lake_binary: Path, file: Path, found: Survey
) -> lake.FileSetup:
    """What Lake says of the file, and whether its imports must be built; remembered."""
    note = "lake-file-" + hashlib.sha256(str(file.resolve()).encode()).hexdigest()[:16]
    key = json.dumps([lake.identity(lake_binary), project.digest, found.digest])
    kept = read_note(note, key)
    if kept is not None:
        return lake.FileSetup(tuple(kept["options"]), kept["module"], None, "")
    setup = lake.ask_setup(project, lake_binary, file)
    if setup.stale is not None:
        return setup
    # A Lake that names the module has looked at the imports; an older one only at the options.
    doubtful = found.changed if setup.module is None else ()
    if doubtful and lake.must_build(project, lake_binary, doubtful):
        return lake.FileSetup((), None, doubtful, "")
    if not setup.note:
        write_note(note, key, asdict(setup))
    return setup


def _listed(modules: Sequence[str]) -> str:
    if not modules:
        return ""
    more = f" and {len(modules) - _SHOWN} more" if len(modules) > _SHOWN else ""
    return f" ({', '.join(modules[:_SHOWN])}{more})"


def _build(project: lake.LakeProject, modules: Sequence[str]) -> str:
    named = " ".join(["lake build", *modules]) if len(modules) <= _SHOWN else "lake build"
    return f"run `{named}` in {project.root}, then the same command again."
