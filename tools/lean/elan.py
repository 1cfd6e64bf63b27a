"""elan's folders: which toolchains are installed, and which one it would run where.

elan's `lean` and `lake` are proxies that download a missing toolchain without asking, and ask the
network what `stable` means at present. Burnish looks into elan's home instead, runs the real
binaries, and says what is missing.
"""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

_ORIGIN = "leanprover/lean4"
_TOOLCHAIN = re.compile(r"(?:(?P<origin>[\w-]+/[\w-]+):)?(?P<release>[a-zA-Z0-9.-]+)")
_VERSION = re.compile(r"v(\d+)\.(\d+)\.(\d+)(?:-rc(\d+))?")
_NIGHTLY = re.compile(r"nightly-(\d+)-(\d+)-(\d+)")
_FINAL = 1 << 30
"""Stands for the number of a release candidate in a version that is none: it comes after them."""


def elan_home() -> Path:
    named = os.environ.get("ELAN_HOME")
    return Path(named) if named else Path.home() / ".elan"


def is_proxy(binary: Path) -> bool:
    """Whether a `lean` or `lake` is elan in disguise (a link to it, or a copy beside it)."""
    real = binary.resolve()
    if real.name in ("elan", "elan-init"):
        return True
    for folder in (binary.parent, real.parent):
        elan = folder / "elan"
        if elan.is_file() and elan.stat().st_size == real.stat().st_size:
            return True
    return False


def wanted_toolchain(start: Path) -> str | None:
    """The toolchain that elan would choose for a folder; ``None`` if it has no default.

    In elan's own order: `ELAN_TOOLCHAIN`, the nearest of a directory override and a
    `lean-toolchain` file (its first line), being inside a toolchain, the default. A path in a
    `lean-toolchain` file is meant from that file's folder, and returned absolute.
    """
    if named := os.environ.get("ELAN_TOOLCHAIN"):
        return named
    settings = _settings()
    overrides = settings.get("overrides")
    toolchains = elan_home().resolve() / "toolchains"
    here = start.resolve()
    for folder in (here, *here.parents):
        if isinstance(overrides, dict) and str(folder) in overrides:
            return str(overrides[str(folder)])
        if line := _first_line(folder / "lean-toolchain"):
            return line if _TOOLCHAIN.fullmatch(line) else str((folder / line).resolve())
        if folder.parent == toolchains:
            return str(folder)
    default = settings.get("default_toolchain")
    return default if isinstance(default, str) else None


def installed_folder(toolchain: str) -> Path | None:
    """The folder of an installed toolchain, or ``None``.

    A channel (``stable``, ``beta``, ``nightly``) means the newest of its releases that is here.
    """
    if Path(toolchain).is_absolute():
        return _usable(Path(toolchain))
    match = _TOOLCHAIN.fullmatch(toolchain)
    if match is None:
        return None
    release = match["release"]
    toolchains = elan_home() / "toolchains"
    linked = toolchains / release
    if linked.is_symlink() and match["origin"] is None:
        return _usable(linked)
    origins = [match["origin"] or _ORIGIN]
    if release.startswith("nightly"):
        origins.insert(0, f"{origins[0].removesuffix('-nightly')}-nightly")
    if release[0].isdigit():
        release = f"v{release}"
    names = [f"{origin.replace('/', '--')}---{release}" for origin in origins]
    # Before it asked the network, elan kept channels in folders of their own.
    for name in (*names, toolchain):
        if folder := _usable(toolchains / name):
            return folder
    return _newest(toolchains, release, [origin.replace("/", "--") for origin in origins])


def install_command(toolchain: str | None) -> str:
    """What the user can run to get a toolchain that elan wants and does not have."""
    if toolchain is None:
        return "run `elan default stable`"
    if Path(toolchain).is_absolute():
        return f"build Lean there, or correct the path {toolchain} in `lean-toolchain`"
    return f"run `elan toolchain install {toolchain}`"


def _newest(toolchains: Path, channel: str, origins: list[str]) -> Path | None:
    found: list[tuple[tuple[int, ...], Path]] = []
    for folder in toolchains.glob("*"):
        origin, _, release = folder.name.partition("---")
        if origin not in origins or _usable(folder) is None:
            continue
        version, nightly = _VERSION.fullmatch(release), _NIGHTLY.fullmatch(release)
        if version and (channel == "beta" or (channel == "stable" and version[4] is None)):
            candidate = int(version[4]) if version[4] else _FINAL
            found.append(((*map(int, version.groups()[:3]), candidate), folder))
        elif nightly and channel == "nightly":
            found.append((tuple(map(int, nightly.groups())), folder))
    return max(found)[1] if found else None


def _usable(folder: Path) -> Path | None:
    return folder if (folder / "bin").is_dir() else None


def _first_line(file: Path) -> str:
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    return lines[0].strip() if lines else ""


def _settings() -> dict[str, object]:
    try:
        return tomllib.loads((elan_home() / "settings.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
