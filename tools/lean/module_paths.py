"""Names of modules and places of files: where Lean looks for a module, and what it calls a file.

Lean splits its search path by a module's first component: the first folder that has a folder or
an object file of that name is the only one in which it looks. So a new object file of
``Demo.File`` in a folder of its own would hide every other ``Demo.*``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.lean.declarations import split_name

_PLAIN = re.compile(r"[^\W\d][\w'!?]*")


def folders_of(environment: Mapping[str, str], variable: str) -> tuple[Path, ...]:
    """The folders that a variable like ``LEAN_PATH`` lists, those that are empty left out."""
    listed = environment.get(variable, "").split(os.pathsep)
    return tuple(Path(folder) for folder in listed if folder)


def module_file(module: str, suffix: str) -> Path:
    """A module's file below the folder that holds its library: ``A/B.olean`` for ``A.B``."""
    *parents, last = (part.strip("«»") for part in split_name(module))
    return Path(*parents, f"{last}{suffix}")


def module_name(file: Path, source_folders: Sequence[Path]) -> str | None:
    """What a file is called as a module, by the innermost source folder that it lies in.

    ``source_folders`` are those of all libraries, as Lake gives them in ``LEAN_SRC_PATH``.
    ``None`` for a file outside all of them.
    """
    inner = sorted(source_folders, key=lambda folder: len(folder.parts), reverse=True)
    for folder in inner:
        if file.resolve().is_relative_to(folder.resolve()) and file.suffix == ".lean":
            parts = file.resolve().relative_to(folder.resolve()).with_suffix("").parts
            return ".".join(part if _PLAIN.fullmatch(part) else f"«{part}»" for part in parts)
    return None


def home_of(module: str, search_path: Sequence[Path]) -> Path | None:
    """The one folder of a search path in which Lean looks for a module's object file."""
    first = module_file(split_name(module)[0], "")
    for folder in search_path:
        if (folder / first).is_dir() or (folder / f"{first}.olean").is_file():
            return folder
    return None


def object_file(module: str, search_path: Sequence[Path]) -> Path | None:
    """The object file that Lean would import for a module; ``None`` if there is none."""
    home = home_of(module, search_path)
    found = home / module_file(module, ".olean") if home is not None else None
    return found if found is not None and found.is_file() else None
