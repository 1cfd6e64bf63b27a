"""elan's folders: which toolchains are installed, and which one it would run where.

elan's `lean` and `lake` are proxies that download a missing toolchain without asking. Burnish
looks into elan's home instead, runs the real binaries, and says what is missing.
"""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

_CHANNELS = ("stable", "leanprover/lean4:stable", "leanprover/lean4")
_RELEASE = re.compile(r"leanprover--lean4---v(\d+)\.(\d+)\.(\d+)$")


def elan_home() -> Path:
    named = os.environ.get("ELAN_HOME")
    return Path(named) if named else Path.home() / ".elan"


def is_proxy(binary: Path) -> bool:
    """Whether a `lean` or `lake` is elan in disguise (a link to it, or a copy beside it)."""
    if binary.resolve().name == "elan":
        return True
    elan = binary.parent / "elan"
    return elan.is_file() and elan.stat().st_size == binary.stat().st_size


def wanted_toolchain(start: Path) -> str | None:
    """The toolchain that elan would choose for a folder; ``None`` if it has no default.

    In elan's own order: `ELAN_TOOLCHAIN`, the nearest of a directory override and a
    `lean-toolchain` file, the default.
    """
    if named := os.environ.get("ELAN_TOOLCHAIN"):
        return named
    settings = _settings()
    overrides = settings.get("overrides")
    for folder in (start, *start.parents):
        if isinstance(overrides, dict) and str(folder) in overrides:
            return str(overrides[str(folder)])
        candidate = folder / "lean-toolchain"
        if candidate.is_file():
            return candidate.read_text(encoding="utf-8").strip() or None
    default = settings.get("default_toolchain")
    return default if isinstance(default, str) else None


def installed_folder(toolchain: str) -> Path | None:
    """The folder of an installed toolchain, or ``None``; a channel means its newest release."""
    toolchains = elan_home() / "toolchains"
    names = [toolchain, f"leanprover/lean4:{toolchain}"]
    for name in names:
        folder = toolchains / name.replace("/", "--").replace(":", "---")
        if (folder / "bin").is_dir():
            return folder
    if toolchain in _CHANNELS:
        releases = [
            (tuple(map(int, match.groups())), folder)
            for folder in toolchains.glob("*")
            if (match := _RELEASE.fullmatch(folder.name)) and (folder / "bin").is_dir()
        ]
        if releases:
            return max(releases)[1]
    return None


def _settings() -> dict[str, object]:
    try:
        return tomllib.loads((elan_home() / "settings.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
