"""A seccomp filter: no new process, no socket, no disturbing of others, no changes behind Landlock.

The filter is a program for the kernel's packet machine, written by hand. It names what is refused,
by number and for some calls by argument; calls that came after it was written are refused too.
"""

from __future__ import annotations

import ctypes
import os
import struct

from .kernel import RefusedError, call
from .syscalls import ARCHITECTURES, LAST, LOOKED_INTO, MISSING, REFUSED, SECCOMP, Numbers

_LOAD, _AND, _RETURN = 0x20, 0x54, 0x06
_IF_EQUAL, _IF_AT_LEAST, _IF_ANY_BIT = 0x15, 0x35, 0x45
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16

_ALLOW = 0x7FFF0000
_KILL = 0x80000000
_FAIL = 0x00050000
_EPERM, _ENOSYS, _ENOTTY, _EINVAL = 1, 38, 25, 22

_SET_MODE_FILTER = 1
_WITHOUT_MITIGATIONS = 1 << 2
"""Older kernels would slow the process down against attacks by timing, not feared here."""

_CLONE_THREAD = 0x10000
_SET_PARENT_DEATH_SIGNAL = 1
_TRUNCATE, _ACCESS_MODE = 0o1000, 0o3
_FCNTL_REFUSED = (6, 7, 8, 10, 15, 37, 38, 1024)
"""Locks, leases, and signals to an owner: what reaches other processes through a file."""
_IOCTL_ALLOWED = (0x5401, 0x802C542A, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
"""Is it a terminal, how wide, how much is there to read, non-blocking, close on exec."""

Instruction = tuple[int, int, int, int]


def machine() -> tuple[int, int]:
    """Which numbers of system calls apply, and the name of the architecture for a filter.

    Raises RefusedError on a machine whose numbers are not known here.
    """
    found = ARCHITECTURES.get(os.uname().machine)
    if found is None:
        raise RefusedError(f"no seccomp filter for {os.uname().machine}", _ENOSYS)
    return found


def confine(program: int | None) -> None:
    """Puts the filter on this process, for good.

    `program` is the address of the path that may still be given to execve; 0 allows any, None
    refuses all. The process must have given up gaining rights before. Raises RefusedError.
    """
    column, architecture = machine()
    instructions = filter_program(column, architecture, os.getpid(), program)
    code = b"".join(struct.pack("HBBI", *instruction) for instruction in instructions)
    buffer = ctypes.create_string_buffer(code, len(code))
    header = struct.pack("HxxxxxxQ", len(instructions), ctypes.addressof(buffer))
    number = SECCOMP[column]
    assert number is not None
    for flags in (_WITHOUT_MITIGATIONS, 0):
        try:
            call("syscall", number, _SET_MODE_FILTER, flags, header, what="seccomp")
        except RefusedError as error:
            if error.code != _EINVAL or not flags:
                raise
        else:
            return


def filter_program(
    column: int, architecture: int, process: int, program: int | None
) -> list[Instruction]:
    """The instructions for one architecture and the process with the number `process`."""
    code: list[Instruction] = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_IF_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        (_IF_AT_LEAST, 0, 1, LAST + 1),
        (_RETURN, 0, 0, _FAIL | _ENOSYS),
    ]
    for numbers, error in ((REFUSED, _EPERM), (MISSING, _ENOSYS)):
        for number in (entry[column] for entry in numbers.values()):
            if number is not None:
                code += [(_IF_EQUAL, 0, 1, number), (_RETURN, 0, 0, _FAIL | error)]
    for name, block in _blocks(process, program).items():
        number = LOOKED_INTO[name][column]
        if number is not None:
            code += [(_IF_EQUAL, 0, len(block), number), *block]
    return [*code, (_RETURN, 0, 0, _ALLOW)]


def _blocks(process: int, program: int | None) -> dict[str, list[Instruction]]:
    """What is done for each call whose arguments matter; every block ends with an answer."""
    allow, refuse = (_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _FAIL | _EPERM)
    not_a_terminal = (_RETURN, 0, 0, _FAIL | _ENOTTY)
    mine = [_load(0), (_IF_EQUAL, 1, 0, process), refuse, allow]

    def emptying(argument: int) -> list[Instruction]:
        """Opening for reading alone and yet emptying the file, which old Landlocks let through."""
        return [
            _load(argument),
            (_AND, 0, 0, _TRUNCATE | _ACCESS_MODE),
            (_IF_EQUAL, 0, 1, _TRUNCATE),
            refuse,
            allow,
        ]

    if program is None:
        start = [refuse]
    elif program == 0:
        start = [allow]
    else:
        start = [
            _load(0),
            (_IF_EQUAL, 0, 3, program & 0xFFFFFFFF),
            _load(0, upper=True),
            (_IF_EQUAL, 0, 1, program >> 32),
            allow,
            refuse,
        ]
    commands = [(_IF_EQUAL, 0, 1, command) for command in _FCNTL_REFUSED]
    requests = [(_IF_EQUAL, 0, 1, request) for request in _IOCTL_ALLOWED]
    return {
        "clone": [_load(0), (_IF_ANY_BIT, 1, 0, _CLONE_THREAD), refuse, allow],
        "execve": start,
        "kill": mine,
        "tgkill": mine,
        "prlimit64": [_load(0), (_IF_EQUAL, 2, 0, 0), (_IF_EQUAL, 1, 0, process), refuse, allow],
        "prctl": [_load(0), (_IF_EQUAL, 0, 1, _SET_PARENT_DEATH_SIGNAL), refuse, allow],
        "fcntl": [_load(1), *_each(commands, refuse), allow],
        "ioctl": [_load(1), *_each(requests, allow), not_a_terminal],
        "open": emptying(1),
        "openat": emptying(2),
    }


def _load(argument: int, *, upper: bool = False) -> Instruction:
    """Half of an argument; both architectures are little-endian."""
    return (_LOAD, 0, 0, _ARGUMENTS + 8 * argument + 4 * upper)


def _each(tests: list[Instruction], answer: Instruction) -> list[Instruction]:
    return [part for test in tests for part in (test, answer)]


__all__ = ["Numbers", "RefusedError", "confine", "filter_program", "machine"]
