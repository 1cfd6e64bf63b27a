"""Makes vLLM's own virtual environment, out of the pinned requirements and nothing else."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

from tools.errors import BurnishError, UserInputError
from tools.llm.vllm.environment import (
    UNFINISHED,
    Environment,
    find_environment,
    pinned_version,
    requirements,
)

_MACHINES = ("x86_64", "aarch64")
_PYTHONS = ((3, 11), (3, 14))
"""The first and the last that vLLM 0.32 is made for."""
DOWNLOAD_GB = 4
DISK_GB = 9
"""Gigabytes, measured for the pinned requirements on Linux, x86-64, and rounded up."""

_TELL_EVERY = 5.0
_SHOWN = 100
"""Characters of a line of pip's."""

Progress = Callable[[str], None]


class NotInstalled(BurnishError):
    """An environment could not be made; the message has the installer's last words."""


def check_makeable(folder: Path) -> None:
    """Raises :class:`UserInputError` if no environment can be made there, on this machine."""
    machine = platform.machine()
    if sys.platform != "linux" or machine not in _MACHINES:
        raise UserInputError(
            f"vLLM's packages are for Linux on x86-64 or ARM, and this is {platform.system()} on "
            f"{machine}. Run `burnish serve-model` on the machine with the GPU, and set "
            "BURNISH_MODEL_URL here."
        )
    version = sys.version_info[:2]
    first, last = _PYTHONS
    if not first <= version <= last:
        raise UserInputError(
            f"vLLM {pinned_version()} supports Python {_dotted(first)} to {_dotted(last)}, and "
            f"Burnish runs on {_dotted(version)}. Make an environment with vLLM by another Python, "
            "and name it with --environment."
        )
    there = next(place for place in (folder, *folder.parents) if place.exists())
    free = shutil.disk_usage(there).free
    if free < DISK_GB * 10**9:
        raise UserInputError(
            f"vLLM's environment takes about {DISK_GB} GB, and at {there} only "
            f"{free / 10**9:.0f} GB are free. Name a folder on another disk with --environment."
        )


def announcement(folder: Path) -> str:
    """What would be done, before it is."""
    return (
        f"vLLM {pinned_version()} is not installed. It would go into an environment of its own, "
        f"{folder}: about {DOWNLOAD_GB} GB to download from the package index that pip is set up "
        f"for (PyTorch and CUDA libraries among it), and {DISK_GB} GB of disk. Deleting the folder "
        "undoes it."
    )


def make_environment(folder: Path, progress: Progress) -> Environment:
    """Make it; what an attempt that was broken off has left there is replaced.

    Raises :class:`NotInstalled` if it does not succeed.
    """
    mark = folder / UNFINISHED
    if mark.is_file():
        shutil.rmtree(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        mark.touch()
        pinned = folder / "requirements.txt"
        pinned.write_text(requirements(), encoding="utf-8")
    except OSError as error:
        raise UserInputError(f"No environment can be made at {folder}: {error}.") from error
    progress(f"making {folder}")
    _run([sys.executable, "-m", "venv", str(folder)], progress)
    progress("downloading and installing; this takes minutes")
    python = str(folder / "bin" / "python")
    options = ["--no-input", "--disable-pip-version-check", "--progress-bar", "off"]
    # The requirements name everything, so pip is to look for nothing else.
    pinning = ["--require-hashes", "--no-deps", "-r", str(pinned)]
    _run([python, "-m", "pip", "install", *options, *pinning], progress)
    mark.unlink()
    made = find_environment(folder, None)
    if not isinstance(made, Environment):
        raise NotInstalled(f"The environment {folder} was made, and holds no vLLM.")
    return made


def _run(command: Sequence[str], progress: Progress) -> None:
    """Tells now and then what it does. Warnings are left out: a configured index that lacks a
    package gives one for each."""
    said: deque[str] = deque(maxlen=15)
    told = time.monotonic()
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        try:
            for line in process.stdout or ():
                if line.strip() and not line.startswith("WARNING"):
                    said.append(line.strip())
                    if time.monotonic() - told > _TELL_EVERY:
                        told = time.monotonic()
                        progress(said[-1][:_SHOWN])
        except BaseException:  # an interruption: nothing goes on unseen
            process.kill()
            raise
    if process.returncode:
        raise NotInstalled(
            f"vLLM's environment could not be made: {' '.join(command[:4])} … ended with status "
            f"{process.returncode}. The same command starts anew.\n" + "\n".join(said)
        )


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(str(part) for part in version)
