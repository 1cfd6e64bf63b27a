"""What a file imports, module by module: is it there, built, and built from what stands there now?

Followed through the sources of the project itself and of packages given by their path; a package
that Lake fetched stands at a fixed revision, so of it only the object file is looked at.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.lean.imports import Import, read_imports
from tools.lean.module_paths import module_file, object_file


@dataclass(frozen=True)
class Places:
    """Where modules are looked for."""

    objects: tuple[Path, ...]
    """The search path of Lean, its own library included."""
    sources: tuple[Path, ...] = ()
    """Source folders of all libraries of a project."""
    fetched: Path | None = None
    """The folder below which sources are not followed: packages that Lake fetched."""

    def source(self, module: str) -> Path | None:
        """The source file of a module of the project."""
        for folder in self.sources:
            if (file := folder / module_file(module, ".lean")).is_file():
                return file
        return None

    def follows(self, source: Path) -> bool:
        return self.fetched is None or not source.is_relative_to(self.fetched)


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
    hasher = hashlib.sha256()
    missing: list[Missing] = []
    unbuilt: list[str] = []
    changed: list[str] = []
    circle: Missing | None = None
    built: dict[str, Path | None] = {}
    followed: list[tuple[str, Path, tuple[Import, ...]]] = [("", file, read_imports(text))]
    while followed:
        importer, path, imports = followed.pop()
        for one in imports:
            if one.module == module:
                circle = circle or Missing(path, one)
            elif one.module not in built:
                found = built[one.module] = object_file(one.module, places.objects)
                source = places.source(one.module)
                hasher.update(f"{one.module}\0{_stamp(found)}\0".encode())
                if found is None and source is None:
                    missing.append(Missing(path, one))
                elif found is None:
                    unbuilt.append(one.module)
                elif source is not None and places.follows(source):
                    if _newer(source, found):
                        changed.append(one.module)
                    hasher.update(_stamp(source).encode())
                if source is not None and places.follows(source):
                    content = source.read_text(encoding="utf-8", errors="replace")
                    followed.append((one.module, source, read_imports(content)))
        own = built.get(importer)
        after = [built.get(one.module) for one in imports]
        if own is not None and any(other is not None and _newer(other, own) for other in after):
            changed.append(importer)
    return Survey(
        tuple(missing),
        tuple(unbuilt),
        tuple(dict.fromkeys(changed)),
        circle,
        hasher.hexdigest(),
    )


def library_imports(text: str, places: Sequence[Path]) -> Import | None:
    """The first import of a text that has no object file on a search path."""
    for one in read_imports(text):
        if object_file(one.module, places) is None:
            return one
    return None


def _newer(first: Path, second: Path) -> bool:
    return first.stat().st_mtime_ns > second.stat().st_mtime_ns


def _stamp(file: Path | None) -> str:
    if file is None:
        return "none"
    status = file.stat()
    return f"{status.st_size} {status.st_mtime_ns}"
