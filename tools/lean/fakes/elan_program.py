"""Stands for elan's proxies `lean` and `lake`: nothing but the standard library.

Chooses a toolchain as elan does, and runs its program. If it is not installed, a real elan would
download it; this one notes so in the file that ``FAKE_DOWNLOADS`` names, and fails.
"""

from __future__ import annotations

import os
import sys
import tomllib
from pathlib import Path
from typing import NoReturn


def main(home: Path, program: str, arguments: list[str]) -> NoReturn:
    """Become ``program`` of the toolchain for the current folder; fail if there is none.

    ``home`` is elan's own folder.
    """
    wanted = _wanted(home)
    folder = home / "toolchains" / wanted.replace("/", "--").replace(":", "---")
    if not folder.is_dir():
        with Path(os.environ["FAKE_DOWNLOADS"]).open("a") as log:
            log.write(f"elan: {wanted}\n")
        sys.exit(f"info: downloading {wanted}")
    os.environ["ELAN_TOOLCHAIN"] = wanted
    binary = folder / "bin" / program
    os.execv(binary, [str(binary), *arguments])


def _wanted(home: Path) -> str:
    if named := os.environ.get("ELAN_TOOLCHAIN"):
        return named
    settings = tomllib.loads((home / "settings.toml").read_text())
    for folder in (here := Path.cwd(), *here.parents):
        if str(folder) in settings.get("overrides", {}):
            return str(settings["overrides"][str(folder)])
        if (file := folder / "lean-toolchain").is_file():
            return file.read_text().splitlines()[0].strip()
    return str(settings["default_toolchain"])
