"""What a file imports, module by module: is it there, built, and built from what stands there now?

Followed through the sources of the project itself and of packages given by their path; a package
that Lake fetched stands at a fixed revision, so of it only the object file is looked at.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.lean.declarations import split_name
from tools.lean.imports import Import, read_imports
from tools.lean.module_paths import home_of, module_file, object_file


@dataclass(frozen=True)
class Places:
    """Where modules are looked for."""

    objects: tuple[Path, ...]
    """The search path of Lean, its own library included."""
    sources: tuple[Path, ...] = ()
    """Source folders of all libraries of a project."""
    fetched: Path | None = None
    """The folder below which sources are not followed: packages that Lake fetched."""


@dataclass(frozen=True)
class Missing:
    """An import of a module that is nowhere."""

    file: Path
    place: Import

    def __str__(self) -> str:
        return f"{self.file}:{self.place.line}:{self.place.column}: imports {self.place.module}"


@dataclass(frozen=True)
class Survey:
    """What was found behind the imports of a file."""

    missing: tuple[Missing, ...]
    unbuilt: tuple[str, ...]
    """Modules with a source, but no object file."""
    changed: tuple[str, ...]
    """Modules whose object file is older than their source, or than what they import; by the
    clocks of files, so Lake has the last word."""
    circle: Missing | None
    """The import by which the file would import itself."""
    digest: str
    """Changes when an import or an object file does."""


def survey(file: Path, text: str, module: str | None, places: Places) -> Survey:
    """Look at everything that ``text``, the content of ``file``, imports.

    ``module`` is the file's own name as a module, if it has one.
    """
    look = _Look(places)
    hasher = hashlib.sha256()
    missing: list[Missing] = []
    unbuilt: list[str] = []
    changed: list[str] = []
    circle: Missing | None = None
    built: dict[str, _Found | None] = {}
    followed: list[tuple[str, Path, tuple[Import, ...]]] = [("", file, read_imports(text))]
    while followed:
        importer, path, imports = followed.pop()
        for one in imports:
            if one.module == module:
                circle = circle or Missing(path, one)
            elif one.module not in built:
                found = built[one.module] = look.object(one.module)
                source = look.source(one.module)
                if found is None and source is None:
                    missing.append(Missing(path, one))
                elif found is None:
                    unbuilt.append(one.module)
                hasher.update(f"{one.module}\0{found and found.stamp}\0".encode())
                if source is None or look.is_fetched(source.path):
                    continue
                hasher.update(f"{source.stamp}\0".encode())
                if found is not None and source.changed > found.changed:
                    changed.append(one.module)
                content = source.path.read_text(encoding="utf-8", errors="replace")
                followed.append((one.module, source.path, read_imports(content)))
        own = built.get(importer)
        after = [built.get(one.module) for one in imports]
        if own is not None and any(other and other.changed > own.changed for other in after):
            changed.append(importer)
    return Survey(
        tuple(missing),
        tuple(unbuilt),
        tuple(dict.fromkeys(changed)),
        circle,
        hasher.hexdigest(),
    )


@dataclass(frozen=True)
class _Found:
    """A file that is there."""

    path: Path
    size: int
    changed: int
    """When it was last changed, in nanoseconds."""

    @property
    def stamp(self) -> str:
        return f"{self.size} {self.changed}"


class _Look:
    """Finds files of modules, with few questions to the file system: there may be thousands."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._homes: dict[str, Path | None] = {}
        self._fetched = f"{places.fetched}{os.sep}" if places.fetched is not None else None

    def object(self, module: str) -> _Found | None:
        first = split_name(module)[0]
        if first not in self._homes:
            self._homes[first] = home_of(first, self._places.objects)
        home = self._homes[first]
        return None if home is None else _found(home, module_file(module, ".olean"))

    def source(self, module: str) -> _Found | None:
        file = module_file(module, ".lean")
        return next(filter(None, (_found(one, file) for one in self._places.sources)), None)

    def is_fetched(self, source: Path) -> bool:
        return self._fetched is not None and str(source).startswith(self._fetched)


def _found(folder: Path, file: Path) -> _Found | None:
    path = os.path.join(folder, file)  # noqa: PTH118 - a Path costs more than the question
    try:
        status = os.stat(path)  # noqa: PTH116
    except OSError:
        return None
    return _Found(Path(path), status.st_size, status.st_mtime_ns)


def library_imports(text: str, places: Sequence[Path]) -> Import | None:
    """The first import of a text that has no object file on a search path."""
    for one in read_imports(text):
        if object_file(one.module, places) is None:
            return one
    return None
