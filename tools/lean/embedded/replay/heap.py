"""Reads Lean's objects in the memory of this process, as the runtime of Lean 4.35 lays them out.

An object is a header of 8 bytes (reference count, size, number of object fields, tag) and then its
fields; a scalar is a word whose lowest bit is set.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator

Address = int
Name = tuple[str | int, ...]

STRING_TAG = 249
_NAME_STRING = 1
_PLAIN = re.compile(r"[^\W\d][\w'!?]*")


def tag(address: Address) -> int:
    return ctypes.c_uint8.from_address(address + 7).value


def word(address: Address) -> int:
    return ctypes.c_uint64.from_address(address).value


def field(address: Address, index: int) -> Address:
    return word(address + 8 + 8 * index)


def fields(address: Address) -> list[Address]:
    count = ctypes.c_uint8.from_address(address + 6).value
    return [field(address, index) for index in range(count)]


def share(address: Address) -> None:
    """Keep an object alive for one more owner (a count of 0 means for ever)."""
    if address & 1:
        return
    count = ctypes.c_int32.from_address(address)
    if count.value:
        count.value += 1 if count.value > 0 else -1


def text(address: Address) -> str:
    return ctypes.string_at(address + 32, word(address + 8) - 1).decode("utf-8", "replace")


def array(address: Address) -> list[Address]:
    return [word(address + 24 + 8 * index) for index in range(word(address + 8))]


def linked(address: Address) -> Iterator[Address]:
    while not address & 1:
        yield field(address, 0)
        address = field(address, 1)


def name_of(address: Address) -> Name:
    parts: list[str | int] = []
    while not address & 1:
        last = field(address, 1)
        parts.append(text(last) if tag(address) == _NAME_STRING else last >> 1)
        address = field(address, 0)
    return tuple(reversed(parts))


def as_written(name: Name) -> Name:
    """A private name as the user wrote it: without module and mark."""
    return name[name.index(0) + 1 :] if name[:1] == ("_private",) and 0 in name else name


def show(name: Name) -> str:
    """A name for people, with quotes where a component could be taken for something else."""
    return ".".join(
        str(part) if isinstance(part, int) or _PLAIN.fullmatch(part) else f"«{part}»"
        for part in as_written(name)
    )
