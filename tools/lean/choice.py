"""Which Lean is used, and why: decided by looking at files and PATH, nothing being run or built.

In this order: what the user names, the toolchain of the Lake project around the file, `lean` on
PATH, the embedded Lean. Nothing is ever downloaded.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from tools.errors import LeanUnavailable
from tools.lean import elan, embedded, lake

Origin = Literal["named", "lake", "path", "embedded"]

EMBEDDED = "embedded"
"""The name by which a user asks for the embedded Lean although another one is there."""

NAME_ONE = "name one with --lean or BURNISH_LEAN"


@dataclass(frozen=True)
class Choice:
    """Which Lean will be used, before anything is run or built."""

    origin: Origin
    reason: str
    binary: Path | None
    """The real `lean`; ``None`` for the embedded one."""
    project: lake.LakeProject | None = None
    lake_binary: Path | None = None
    file: Path | None = None
    """The file that it is for."""
    alternatives: tuple[str, ...] = ()
    """One sentence for each thing that would change the choice."""


def decide(file: Path | None, named: str | None) -> Choice:
    """The choice alone: looks at files and PATH, runs nothing, builds nothing."""
    if named:
        return replace(_named(named), file=file)
    notes: list[str] = []
    choice = (_from_lake(file, notes) if file is not None else None) or _from_path(file, notes)
    if choice is None:
        unusable = embedded.available()
        if unusable is not None:
            told = " ".join([*notes, unusable])
            raise LeanUnavailable(
                f"No Lean 4 was found. {told} Install one from https://lean-lang.org (elan), "
                f"or {NAME_ONE}."
            )
        reason = "no other Lean can be used here" if notes else "no other Lean was found"
        choice = Choice("embedded", reason, None)
    return replace(choice, file=file, alternatives=(*notes, *_alternatives(choice.origin)))


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
    wanted = elan.wanted_toolchain(project.root)
    if found is not None and not elan.is_proxy(Path(found)):
        lake_binary = Path(found).absolute()
        if wanted is not None and (project.root / "lean-toolchain").is_file():
            notes.append(
                f"The project asks for {wanted}; the `lake` on PATH is not elan's and is used as "
                "it is."
            )
        wanted = "its own Lean"
    else:
        folder = elan.installed_folder(wanted) if wanted else None
        if folder is None and found is None:
            notes.append(
                f"The file belongs to the Lake project {project.root}, but there is no `lake` on "
                "PATH: install elan to use the project's own Lean."
            )
            return None
        if folder is None:
            raise LeanUnavailable(
                f"The Lake project {project.root} wants the Lean toolchain "
                f"{wanted or '(no lean-toolchain file, and elan has no default)'}, which is not "
                f"installed; {elan.install_command(wanted)}, which downloads it (Burnish downloads "
                "nothing), or use another Lean with --lean (`--lean embedded` for the built-in "
                "one)."
            )
        lake_binary = folder / "bin" / "lake"
    lean = shutil.which("lean", path=str(lake_binary.parent))
    if lean is None and found is not None:
        lean = shutil.which("lean")
    if lean is None or elan.is_proxy(Path(lean)) or not lake_binary.is_file():
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
    lacking = (
        f"its toolchain {wanted} is not installed" if wanted else "it has no default toolchain"
    )
    notes.append(f"{binary} is elan, and {lacking}: {elan.install_command(wanted)}.")
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
