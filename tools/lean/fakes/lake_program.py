"""Stands for `lake`: a script that a toolchain's stand-in runs, nothing but the standard library.

It knows what Burnish relies on: `env`, `setup-file`, `build` and `--no-build` for projects with a
`lakefile.toml`; that loading a project fetches packages that are missing or at another revision
(here it only notes so in the file that ``FAKE_DOWNLOADS`` names); traces by content, so that an
object file counts as current while its source and what it imports have the same text.
An *old* one prints folders relative to the project and does not look at imports in `setup-file`.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_IMPORT = re.compile(r"^import\s+(\S+)", re.MULTILINE)
_BUILT = ".lake/build/lib/lean"
_MUST_BUILD = 3


@dataclass(frozen=True)
class Library:
    """A library of a package: where its sources are, and how they are compiled."""

    package: str
    """Folder of its package, as seen from the project."""
    sources: str
    options: dict[str, Any]

    def source(self, module: str) -> Path:
        return Path(self.package, self.sources, *module.split(".")).with_suffix(".lean")

    def built(self, module: str, suffix: str) -> Path:
        return Path(self.package, _BUILT, *module.split(".")).with_suffix(suffix)


class Workspace:
    """A project and its packages, seen from its folder."""

    def __init__(self, lean: Path) -> None:
        self._lean = lean
        self.libraries: list[Library] = []
        self.packages = ["."]
        manifest = Path("lake-manifest.json")
        record = json.loads(manifest.read_text()) if manifest.is_file() else {}
        for entry in record.get("packages", []):
            self.packages.append(_materialized(entry))
        for package in self.packages:
            config = tomllib.loads(Path(package, "lakefile.toml").read_text())
            for library in config.get("lean_lib", []):
                sources = Path(config.get("srcDir", "."), library.get("srcDir", "."))
                options = {**config.get("leanOptions", {}), **library.get("leanOptions", {})}
                self.libraries.append(Library(package, str(sources), options))

    def home_of(self, module: str) -> Library | None:
        return next((one for one in self.libraries if one.source(module).is_file()), None)

    def trace(self, library: Library, module: str) -> str:
        """A hash of all that an object file depends on."""
        hasher = hashlib.sha256(json.dumps(library.options).encode())
        text = library.source(module).read_text()
        hasher.update(text.encode())
        for imported in _IMPORT.findall(text):
            if (home := self.home_of(imported)) is not None:
                hasher.update(self.trace(home, imported).encode())
        return hasher.hexdigest()

    def is_current(self, module: str) -> bool:
        library = self.home_of(module)
        if library is None:
            return True
        trace = library.built(module, ".trace")
        return trace.is_file() and trace.read_text() == self.trace(library, module)

    def build(self, module: str) -> None:
        library = self.home_of(module)
        if library is None or self.is_current(module):
            return
        for imported in _IMPORT.findall(library.source(module).read_text()):
            self.build(imported)
        built = library.built(module, ".olean")
        built.parent.mkdir(parents=True, exist_ok=True)
        options = [f"-D{name}={json.dumps(value)}" for name, value in library.options.items()]
        root = str(Path(library.package, library.sources))
        argv = [str(self._lean), *options, "-R", root, "-o", str(built)]
        environment = {**os.environ, "LEAN_PATH": self.lean_path(absolute=False)}
        subprocess.run([*argv, str(library.source(module))], env=environment, check=True)
        library.built(module, ".trace").write_text(self.trace(library, module))

    def lean_path(self, absolute: bool) -> str:
        return _joined([Path(package, _BUILT) for package in self.packages], absolute)

    def source_path(self, absolute: bool) -> str:
        return _joined([Path(one.package, one.sources) for one in self.libraries], absolute)

    def modules(self) -> list[str]:
        """Every module of the project itself."""
        found = []
        for library in (one for one in self.libraries if one.package == "."):
            root = Path(library.sources)
            for file in sorted(root.rglob("*.lean")):
                if not any(part.startswith(".lake") for part in file.parts):
                    found.append(".".join(file.relative_to(root).with_suffix("").parts))
        return found


def main(lean: Path, arguments: list[str], old: bool) -> int:
    """Answer as `lake ARGUMENTS` would; ``lean`` is the one beside it. Gives the exit status."""
    no_build = "--no-build" in arguments
    command, *rest = (word for word in arguments if word != "--no-build")
    while not Path("lakefile.toml").is_file():
        os.chdir("..")
    workspace = Workspace(lean)
    if command == "env":
        changed = {
            "LEAN": str(lean),
            "LEAN_PATH": workspace.lean_path(absolute=not old),
            "LEAN_SRC_PATH": workspace.source_path(absolute=not old),
        }
        return subprocess.run(rest, env={**os.environ, **changed}, check=False).returncode
    if command == "build":
        modules = [word.removeprefix("+") for word in rest] or workspace.modules()
        if no_build:
            return 0 if all(map(workspace.is_current, modules)) else _MUST_BUILD
        for module in modules:
            workspace.build(module)
        return 0
    if command == "setup-file":
        return _set_up(workspace, Path(rest[0]), old)
    print(f"error: unknown command '{command}'", file=sys.stderr)
    return 1


def _set_up(workspace: Workspace, file: Path, old: bool) -> int:
    name, options = "_unknown", {}
    for library in workspace.libraries:
        sources = Path(library.package, library.sources).resolve()
        if file.is_relative_to(sources):
            name = ".".join(file.relative_to(sources).with_suffix("").parts)
            options = library.options
    if old:
        paths = {"oleanPath": workspace.lean_path(absolute=False).split(os.pathsep)}
        print(json.dumps({"paths": paths, "setupOptions": options}))
        return 0
    imports = _IMPORT.findall(file.read_text())
    if stale := [module for module in imports if not workspace.is_current(module)]:
        print(json.dumps({"directImports": [{"module": module} for module in stale]}))
        return _MUST_BUILD
    print(json.dumps({"name": name, "options": options, "importArts": {}}))
    return 0


def _materialized(entry: dict[str, Any]) -> str:
    """The folder of a manifest's entry; a real Lake would fetch what is not as it says."""
    if entry["type"] == "path":
        return str(entry["dir"])
    folder = Path(".lake/packages", entry["name"])
    head = folder / ".git" / "HEAD"
    if not head.is_file() or head.read_text().strip() != entry["rev"]:
        with Path(os.environ["FAKE_DOWNLOADS"]).open("a") as log:
            log.write(f"lake: {entry['name']}\n")
        sys.exit(1)
    return str(folder)


def _joined(folders: list[Path], absolute: bool) -> str:
    return os.pathsep.join(str(folder.resolve() if absolute else folder) for folder in folders)
