"""The packages that a Lake project depends on: are they where Lake would look for them?

Whenever Lake loads a project it makes the packages match the manifest first: it clones what is
missing, and where a clone stands at another revision it fetches, checks out, or deletes it and
clones again. None of that may happen unasked, so all of it is looked at here before Lake is run.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.errors import LeanUnavailable

MANIFEST = "lake-manifest.json"
_OVERRIDES = ".lake/package-overrides.json"
_PACKAGES = ".lake/packages"
_REQUIRES = re.compile(r"^\s*(?:\[\[require\]\]|require\b)", re.MULTILINE)


@dataclass(frozen=True)
class Package:
    """One entry of a manifest."""

    name: str
    folder: Path
    revision: str | None
    """The commit that the folder must stand at; ``None`` for a package given by its path."""


def packages_of(root: Path) -> tuple[Package, ...]:
    """The packages of the project at ``root``; none without a manifest.

    Raises :class:`LeanUnavailable` for a manifest that cannot be read.
    """
    manifest = root / MANIFEST
    if not manifest.is_file():
        return ()
    record = _read(manifest)
    overrides = root / _OVERRIDES
    entries = record[1]
    if overrides.is_file():
        entries |= _read(overrides)[1]
    folder = root / (record[0] or _PACKAGES)
    return tuple(_package(root, folder, name, entry) for name, entry in entries.items())


def packages_folder(root: Path) -> Path:
    """Where Lake keeps the clones of packages."""
    manifest = root / MANIFEST
    return root / ((_read(manifest)[0] if manifest.is_file() else None) or _PACKAGES)


def obstacle(root: Path, lakefile: Path) -> str | None:
    """Why Lake, if it were run now, might fetch or change something; ``None`` if it would not.

    Raises :class:`LeanUnavailable` for a manifest that cannot be read.
    """
    if not (root / MANIFEST).is_file():
        text = lakefile.read_text(encoding="utf-8", errors="replace")
        return "lacks its dependencies (it has no manifest)" if _REQUIRES.search(text) else None
    packages = packages_of(root)
    missing = [package.name for package in packages if not package.folder.is_dir()]
    if missing:
        return f"lacks {', '.join(missing)}"
    moved = [
        package.name
        for package in packages
        if package.revision is not None and _head(package.folder) != package.revision
    ]
    if moved:
        return f"has {', '.join(moved)} at another revision than {MANIFEST} says"
    return None


def _package(root: Path, folder: Path, name: str, entry: dict[str, Any]) -> Package:
    if entry.get("type") == "path":
        return Package(name, root / str(entry["dir"]), None)
    return Package(name, folder / name, str(entry.get("rev", "")))


def _read(manifest: Path) -> tuple[str | None, dict[str, dict[str, Any]]]:
    """The folder for clones, if it is named, and the entries by the packages' names."""
    try:
        record = json.loads(manifest.read_text(encoding="utf-8"))
        entries: dict[str, dict[str, Any]] = {}
        for entry in record.get("packages", []):
            # Until version 6, the kind of a package was the key of its entry.
            for kind in ("git", "path"):
                if "type" not in entry and kind in entry:
                    entry = {"type": kind, **entry[kind]}
            if entry["type"] not in ("git", "path"):
                raise ValueError(f"{entry['name']} is of an unknown type {entry['type']!r}")
            entries[entry["name"].strip("«»")] = entry
        folder = record.get("packagesDir")
        return folder if isinstance(folder, str) else None, entries
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise LeanUnavailable(
            f"{manifest} could not be read as a Lake manifest ({error}); run `lake update` there."
        ) from error


def _head(folder: Path) -> str | None:
    """The commit at which a git clone stands, read from its files; ``None`` if it is no clone."""
    git = folder / ".git"
    try:
        if git.is_file():  # a linked work tree or a submodule: "gitdir: PATH"
            git = folder / git.read_text(encoding="utf-8").partition(":")[2].strip()
        head = (git / "HEAD").read_text(encoding="utf-8").strip()
        if not head.startswith("ref: "):
            return head
        name = head.removeprefix("ref: ")
        if (git / name).is_file():
            return (git / name).read_text(encoding="utf-8").strip()
        for line in (git / "packed-refs").read_text(encoding="utf-8").splitlines():
            commit, _, packed = line.partition(" ")
            if packed == name:
                return commit
    except OSError:
        return None
    return None
