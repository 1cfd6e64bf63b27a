"""Reads the dynamic symbol table of an ELF library, and translates Lean's symbol names.

Lean names are dotted components; a symbol is `l_` and the components joined by `_`, where inside
a component `_` becomes `__` and other characters `_xHH`, `_uHHHH` or `_UHHHHHHHH`.
"""

from __future__ import annotations

import mmap
import re
import struct
from dataclasses import dataclass
from pathlib import Path

from tools.errors import BurnishError

_SECTION = struct.Struct("<IIQQQQIIQQ")
_SYMBOL = struct.Struct("<IBBHQQ")
_DYNAMIC_SYMBOLS = 11
_ESCAPE = re.compile(r"_x([0-9a-f]{2})|_u([0-9a-f]{4})|_U([0-9a-f]{8})")


class SymbolTableError(BurnishError):
    """The library is not an ELF file with a dynamic symbol table."""


@dataclass(frozen=True)
class Symbol:
    """One exported symbol: its name, its offset from the load address, whether it is data."""

    name: str
    offset: int
    size: int
    is_data: bool


def read_symbols(library: Path) -> list[Symbol]:
    """The defined dynamic symbols whose names begin with `l_`; raises SymbolTableError."""
    with library.open("rb") as file:
        header = file.read(64)
        if header[:6] != b"\x7fELF\x02\x01" or len(header) < 64:
            raise SymbolTableError(f"{library} is not a 64-bit little-endian ELF library")
        image = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
    with image:
        start = struct.unpack_from("<Q", header, 40)[0]
        entry, count = struct.unpack_from("<HH", header, 58)
        sections = [_SECTION.unpack_from(image, start + index * entry) for index in range(count)]
        for section in sections:
            if section[1] == _DYNAMIC_SYMBOLS:
                strings = sections[section[6]]
                return _decode(
                    image[section[4] : section[4] + section[5]],
                    image[strings[4] : strings[4] + strings[5]],
                )
    raise SymbolTableError(f"{library} has no dynamic symbol table")


def _decode(table: bytes, strings: bytes) -> list[Symbol]:
    found = []
    for name_at, info, _, section, offset, size in _SYMBOL.iter_unpack(table):
        if section and strings[name_at : name_at + 2] == b"l_":
            name = strings[name_at : strings.index(b"\0", name_at)].decode()
            found.append(Symbol(name, offset, size, is_data=info & 15 == 1))
    return found


def mangle(components: tuple[str, ...]) -> str:
    """The symbol of a Lean name given by its components."""
    return "l_" + "_".join(_mangle_component(part) for part in components)


def _mangle_component(text: str) -> str:
    out = []
    for character in text:
        code = ord(character)
        if character.isascii() and character.isalnum():
            out.append(character)
        elif character == "_":
            out.append("__")
        elif code < 0x100:
            out.append(f"_x{code:02x}")
        elif code < 0x10000:
            out.append(f"_u{code:04x}")
        else:
            out.append(f"_U{code:08x}")
    return "".join(out)


def demangle_component(text: str) -> str:
    """The component that `text`, the mangled form of exactly one component, stands for."""
    out = []
    position = 0
    while position < len(text):
        if text.startswith("__", position):
            out.append("_")
            position += 2
        elif escape := _ESCAPE.match(text, position):
            digits = next(group for group in escape.groups() if group)
            out.append(chr(int(digits, 16)))
            position = escape.end()
        else:
            out.append(text[position])
            position += 1
    return "".join(out)
