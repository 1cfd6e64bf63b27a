"""The filter's program, run by a small machine of the test, for both architectures.

What the real kernel answers is in `test_processes.py`.
"""

from __future__ import annotations

import pytest

from tools.lean.sandbox.guard.seccomp import Instruction, filter_program
from tools.lean.sandbox.guard.syscalls import ARCHITECTURES, LAST, LOOKED_INTO, MISSING, REFUSED

ALLOWED, REFUSAL, ABSENT, NO_TERMINAL, KILLED = "allow", 1, 38, 25, "kill"
PROCESS = 4242
PROGRAM = 0x7F12_3456_7890


def answer(program: list[Instruction], architecture: int, number: int, *arguments: int) -> object:
    """What the kernel would do with one call."""
    values = {0: number, 4: architecture}
    for index, argument in enumerate((*arguments, *[0] * (6 - len(arguments)))):
        values[16 + 8 * index] = argument & 0xFFFFFFFF
        values[20 + 8 * index] = argument >> 32 & 0xFFFFFFFF
    accumulator = place = 0
    while True:
        code, yes, no, constant = program[place]
        place += 1
        match code:
            case 0x20:
                accumulator = values[constant]
            case 0x54:
                accumulator &= constant
            case 0x15:
                place += yes if accumulator == constant else no
            case 0x35:
                place += yes if accumulator >= constant else no
            case 0x45:
                place += yes if accumulator & constant else no
            case 0x06:
                kinds = {0x7FFF0000: ALLOWED, 0x80000000: KILLED}
                return kinds.get(constant, constant & 0xFFFF)
            case _:
                raise AssertionError(f"no such instruction: {code:#x}")


@pytest.mark.parametrize("machine", ARCHITECTURES)
def test_calls_are_judged_by_number(machine: str) -> None:
    column, architecture = ARCHITECTURES[machine]
    program = filter_program(column, architecture, PROCESS, None)
    assert max(max(yes, no) for _, yes, no, _ in program) < 256
    for numbers, expected in ((REFUSED, REFUSAL), (MISSING, ABSENT)):
        for name, entry in numbers.items():
            number = entry[column]
            if number is not None:
                assert answer(program, architecture, number) == expected, name
    assert answer(program, architecture, LAST + 1) == ABSENT
    assert answer(program, architecture, 0xFFFFFFFF) == ABSENT
    assert answer(program, architecture ^ 1, 0) == KILLED
    known = {e[column] for t in (REFUSED, MISSING, LOOKED_INTO) for e in t.values()}
    others = set(range(LAST + 1)) - known
    assert len(others) > 200
    assert {answer(program, architecture, number) for number in others} == {ALLOWED}


@pytest.mark.parametrize("machine", ARCHITECTURES)
def test_calls_are_judged_by_argument(machine: str) -> None:
    column, architecture = ARCHITECTURES[machine]

    def told(name: str, *arguments: int, program: int | None = None) -> object:
        number = LOOKED_INTO[name][column]
        if number is None:
            return None
        made = filter_program(column, architecture, PROCESS, program)
        return answer(made, architecture, number, *arguments)

    assert told("clone", 0x3D0F00) == ALLOWED  # a thread, as the C library makes it
    assert told("clone", 0x1200011) == REFUSAL
    assert told("clone", 0x4111) == REFUSAL
    assert told("kill", PROCESS) == told("tgkill", PROCESS) == ALLOWED
    assert {told("kill", other) for other in (0, 1, 4241, 2**64 - 1, 2**32 - PROCESS)} == {REFUSAL}
    assert told("prlimit64", 0) == told("prlimit64", PROCESS) == ALLOWED
    assert told("prlimit64", 1) == REFUSAL
    assert told("prctl", 15) == ALLOWED
    assert told("prctl", 1) == REFUSAL
    assert told("fcntl", 5, 2) == ALLOWED
    assert {told("fcntl", 5, command) for command in (6, 7, 8, 10, 15, 1024)} == {REFUSAL}
    assert told("ioctl", 1, 0x5401) == ALLOWED
    assert told("ioctl", 1, 0x5412) == NO_TERMINAL
    assert told("openat", 0, 0, 0o2) == told("openat", 0, 0, 0o1001) == ALLOWED
    assert told("openat", 0, 0, 0o1000) == REFUSAL
    assert told("open", 0, 0o1000) in (REFUSAL, None)


def test_a_program_is_started_by_its_address_only() -> None:
    column, architecture = ARCHITECTURES["x86_64"]
    execve = LOOKED_INTO["execve"][column]
    assert execve is not None

    def told(address: int, program: int | None) -> object:
        made = filter_program(column, architecture, PROCESS, program)
        return answer(made, architecture, execve, address)

    assert told(PROGRAM, PROGRAM) == ALLOWED
    assert told(PROGRAM + 1, PROGRAM) == REFUSAL
    assert told(PROGRAM & 0xFFFFFFFF, PROGRAM) == REFUSAL
    assert told(PROGRAM ^ 1 << 40, PROGRAM) == REFUSAL
    assert told(PROGRAM, None) == REFUSAL
    assert told(PROGRAM, 0) == ALLOWED
