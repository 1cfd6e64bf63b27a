"""Lean's library called from Python: importing modules, replaying declarations, reading constants.

Names of exported functions and the order of their arguments are those of Lean 4.35.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator

from .heap import (
    STRING_TAG,
    Address,
    Name,
    array,
    as_written,
    field,
    fields,
    linked,
    name_of,
    share,
    tag,
    text,
)

AXIOM, DEFINITION, THEOREM, OPAQUE, QUOTIENT, INDUCTIVE, CONSTRUCTOR, RECURSOR = range(8)
_WITH_VALUE = (DEFINITION, THEOREM, OPAQUE)
_NIL = 1
"""The scalar 0: the anonymous name, the empty list, a zero."""
_NO_ARTIFACTS = 3
"""The scalar 1: an empty tree map."""
_PRIVATE_LEVEL = 2
_INSERT = (
    "l_Std_DHashMap_Internal_Raw_u2080_insertIfNew___at___"
    "00Lean_NameHashSet_insert_spec__0___redArg"
)


class Lean:
    """The library, initialised as `lean` does, and reading its objects."""

    def __init__(self, library: str) -> None:
        self._library = ctypes.CDLL(library, mode=ctypes.RTLD_GLOBAL)
        self._library.lean_initialize()
        self._library.lean_io_mark_end_initialization()
        self._library.lean_init_task_manager()
        self._io(self.call("lean_init_search_path"))
        self.no_options = self._global("l_Lean_Options_empty")
        self.no_names = self._global("l_Lean_NameHashSet_empty")

    def call(self, name: str, *arguments: Address | ctypes.c_uint8 | ctypes.c_uint32) -> Address:
        """Call an exported function on objects (addresses) and C scalars."""
        function = self._library[name]
        function.restype = ctypes.c_void_p
        given = (ctypes.c_void_p(one) if isinstance(one, int) else one for one in arguments)
        return int(function(*given))

    def test(self, name: str, one: Address, other: Address) -> bool:
        """Call an exported predicate on two objects."""
        function = self._library[name]
        function.restype = ctypes.c_uint8
        return bool(function(ctypes.c_void_p(one), ctypes.c_void_p(other)))

    def _global(self, name: str) -> Address:
        return ctypes.c_void_p.in_dll(self._library, name).value or 0

    def _io(self, result: Address) -> Address:
        """The value of an IO action; raises RuntimeError with its error."""
        value = field(result, 0)
        if tag(result) == 0:
            return value
        told = [text(f) for f in fields(value) if not f & 1 and tag(f) == STRING_TAG]
        raise RuntimeError("; ".join(told) or f"Lean failed with error {tag(value)}")

    def read_module(self, path: str) -> Module:
        string = self.call("lean_mk_string", self._bytes(path))
        return Module(field(self._io(self.call("l_Lean_readModuleData", string)), 0))

    def _bytes(self, path: str) -> Address:
        self._kept = ctypes.create_string_buffer(os.fsencode(path))
        return ctypes.addressof(self._kept)

    def import_modules(self, imports: Address) -> Address:
        """The environment of an array of imports: trusting nothing, running no initialiser."""
        return self._io(
            self.call(
                "l_Lean_importModules", imports, self.no_options, ctypes.c_uint32(0),
                self.call("lean_mk_array", _NIL, _NIL), ctypes.c_uint8(0), ctypes.c_uint8(0),
                ctypes.c_uint8(_PRIVATE_LEVEL), _NO_ARTIFACTS,
            )
        )  # fmt: skip

    def replay(self, module: Module, environment: Address) -> None:
        """Hand each declaration to the kernel. Raises RuntimeError with what it refuses."""
        table = self.no_names
        for name, constant in module.entries:
            table = self.call(_INSERT, table, name, constant)
        self._io(self.call("l_Lean_Environment_replay", table, environment))

    def used_constants(self, expression: Address) -> Iterator[Address]:
        """The names in an expression."""
        yield from array(self.call("l_Lean_Expr_getUsedConstants", expression))

    def find(self, environment: Address, name: Address) -> Address | None:
        """A constant of an environment."""
        share(environment)
        share(name)
        found = self.call("l_Lean_Environment_find_x3f", environment, name, ctypes.c_uint8(0))
        return None if found & 1 else field(found, 0)


class Constant:
    """One declaration: what the kernel keeps of it."""

    def __init__(self, address: Address) -> None:
        value = field(address, 0)
        common = field(value, 0)
        self.kind = tag(address)
        self.name = field(common, 0)
        self.levels = [name_of(level) for level in linked(field(common, 1))]
        self.type = field(common, 2)
        self.value = field(value, 1) if self.kind in _WITH_VALUE else None
        # numParams, numIndices, all, ctors follow an inductive type's common part.
        self.constructors = list(linked(field(value, 4))) if self.kind == INDUCTIVE else []

    def uses(self, lean: Lean) -> Iterator[Address]:
        """The names that it depends on."""
        yield from lean.used_constants(self.type)
        if self.value is not None:
            yield from lean.used_constants(self.value)
        yield from self.constructors


class Module:
    """What an object file holds."""

    def __init__(self, data: Address) -> None:
        self.imports = field(data, 0)
        self.entries = list(zip(array(field(data, 1)), array(field(data, 2)), strict=True))
        self.constants = {name_of(name): Constant(constant) for name, constant in self.entries}

    def imported(self) -> list[Name]:
        return [name_of(field(one, 0)) for one in array(self.imports)]

    def named(self, written: Name) -> Name | None:
        """The full name behind one as the user wrote it."""
        found = [name for name in self.constants if as_written(name) == written]
        return found[0] if len(found) == 1 else None
