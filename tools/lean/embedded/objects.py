"""Reads parser descriptors out of the memory of a process that has loaded the Lean library.

A descriptor is a Lean object; its header's last byte, the tag, is the constructor's number. This
file is also a script: it takes `NAME OFFSET` lines on its input, loads the library, lets Lean
initialise itself, and prints the descriptors that it finds there as JSON, so that the library
never enters the process of the caller.
"""

from __future__ import annotations

import bisect
import ctypes
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_STRING_TAG = 249
_NAME_STR_TAG = 1
# The fields of ParserDescr's constructors in order: n name, i small natural number, d descriptor,
# s string, b scalar flag stored after the objects.
_CONSTRUCTORS = {
    0: "n", 1: "nd", 2: "ndd", 3: "nid", 4: "niid", 5: "s", 6: "sb", 7: "ni", 8: "n", 9: "snd",
    10: "dsdb", 11: "dsdb", 12: "ssb",
}  # fmt: skip
NODE, TRAILING, CATEGORY, NAMED = 3, 4, 7, 9
_ROOTS = (NODE, TRAILING, NAMED)


class NotAnObject(Exception):
    """The address does not hold what was looked for."""


class Memory:
    """Guarded reads of this process: an address outside the mapped ranges raises NotAnObject."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for line in Path("/proc/self/maps").read_text().splitlines():
            span, permissions = line.split()[:2]
            if permissions.startswith("r"):
                start, end = span.split("-")
                self._starts.append(int(start, 16))
                self._ends.append(int(end, 16))

    def word(self, address: int) -> int:
        index = bisect.bisect(self._starts, address) - 1
        if address % 8 or index < 0 or address + 8 > self._ends[index]:
            raise NotAnObject
        return ctypes.c_uint64.from_address(address).value

    def header(self, address: int) -> tuple[int, int]:
        """The constructor number and the number of object fields."""
        word = self.word(address)
        return word >> 56, word >> 48 & 0xFF

    def string(self, address: int) -> str:
        if self.header(address)[0] != _STRING_TAG:
            raise NotAnObject
        size = self.word(address + 8)
        self.word(address + 32 + (size & ~7))
        try:
            return ctypes.string_at(address + 32, size - 1).decode()
        except UnicodeDecodeError:
            raise NotAnObject from None

    def name(self, address: int) -> list[str]:
        if address & 1:
            return []
        if self.header(address) != (_NAME_STR_TAG, 2):
            raise NotAnObject
        return [*self.name(self.word(address + 8)), self.string(self.word(address + 16))]

    def descriptor(self, address: int) -> list[Any]:
        """`[tag, field...]`, nested; names are lists of components."""
        tag, size = self.header(address) if not address & 1 else (-1, 0)
        fields = _CONSTRUCTORS.get(tag, "b").replace("b", "")
        if size != len(fields) or not fields:
            raise NotAnObject
        out: list[Any] = [tag]
        for index, kind in enumerate(fields):
            word = self.word(address + 8 + 8 * index)
            if kind == "n":
                out.append(self.name(word))
            elif kind == "s":
                out.append(self.string(word))
            elif kind == "d":
                out.append(self.descriptor(word))
            elif word & 1:
                out.append(word >> 1)
            else:
                raise NotAnObject
        return out


def read_descriptors(library: Path, places: Iterable[tuple[str, int]]) -> dict[str, list[Any]]:
    """The parser descriptors among `places` (symbol name and offset), read in a child process.

    Raises subprocess.CalledProcessError if the child dies.
    """
    lines = "".join(f"{name} {offset}\n" for name, offset in places)
    child = subprocess.run(
        [sys.executable, "-I", "-S", __file__, str(library)],
        input=lines, text=True, capture_output=True, check=True,
    )  # fmt: skip
    found: dict[str, list[Any]] = json.loads(child.stdout)
    return found


def _main(library: str) -> None:
    places = [(name, int(offset)) for name, offset in (line.split() for line in sys.stdin)]
    report = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # Lean prints its version while it initialises
    lean = ctypes.CDLL(library)
    lean.lean_main(2, (ctypes.c_char_p * 3)(b"lean", b"--version", None))
    name, offset = places[0]
    base = ctypes.addressof(ctypes.c_void_p.in_dll(lean, name)) - offset
    memory = Memory()
    found = {}
    for name, offset in places:
        try:
            descriptor = memory.descriptor(memory.word(base + offset))
        except NotAnObject:
            continue
        if descriptor[0] in _ROOTS:
            found[name] = descriptor
    with os.fdopen(report, "w") as out:
        json.dump(found, out)
    sys.stdout.flush()


if __name__ == "__main__":
    _main(sys.argv[1])
    os._exit(0)
