"""The NVIDIA GPUs of this machine, as `nvidia-smi` lists them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass

_SECONDS = 20
_MEBIBYTE = 2**20


@dataclass(frozen=True)
class Gpu:
    """One GPU."""

    index: int
    name: str
    memory: int
    """Bytes in all."""
    free: int
    """Bytes that nobody uses now."""


def visible_gpus(environ: Mapping[str, str]) -> tuple[Gpu, ...]:
    """Those that a program started with these variables would see; none if there is no driver.

    A ``CUDA_VISIBLE_DEVICES`` that names GPUs otherwise than by number is not applied.
    """
    program = shutil.which("nvidia-smi", path=environ.get("PATH"))
    if program is None:
        return ()
    query = "--query-gpu=index,name,memory.total,memory.free"
    try:
        listed = subprocess.run(
            [program, query, "--format=csv,noheader,nounits"],
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return ()
    gpus = read_listing(listed.stdout)
    chosen = environ.get("CUDA_VISIBLE_DEVICES")
    if chosen is None:
        return gpus
    numbers = [part.strip() for part in chosen.split(",") if part.strip()]
    if not all(number.isdecimal() for number in numbers):
        return gpus
    by_index = {gpu.index: gpu for gpu in gpus}
    return tuple(by_index[int(number)] for number in numbers if int(number) in by_index)


def read_listing(text: str) -> tuple[Gpu, ...]:
    """The lines of ``nvidia-smi`` but those without numbers, as of a GPU that has an error."""
    gpus = []
    for line in text.splitlines():
        index, _, rest = line.partition(",")
        fields = [part.strip() for part in rest.rsplit(",", 2)]
        numbers = [index.strip(), *fields[1:]]
        if len(fields) == 3 and all(number.isdecimal() for number in numbers):
            at, memory, free = (int(number) for number in numbers)
            gpus.append(Gpu(at, fields[0], memory * _MEBIBYTE, free * _MEBIBYTE))
    return tuple(gpus)
