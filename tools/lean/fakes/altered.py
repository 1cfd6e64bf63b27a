"""Ways to misbehave in which Lean runs and its output is changed on the way.

Each function takes the lines that Lean writes, as they come, and the number behind the colon (0 if
there is none), and yields the bytes to write instead, or nothing at all (``b""``) to close the
output. It may end the process in the middle. Only the standard library is used:
:mod:`tools.lean.fakes.misbehaving` loads this.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, NoReturn

Lines = Iterator[bytes]
_AXIOMS = ("depends on axioms:", "does not depend on any axioms")
_PADDING = 1 << 20


def hangs_after(lines: Lines, number: int) -> Lines:
    """So many messages, then nothing for ever."""
    yield from islice(lines, number)
    threading.Event().wait()


def crashes_after(lines: Lines, number: int) -> Lines:
    """So many messages, then a segmentation fault."""
    yield from islice(lines, number)
    _die(signal.SIGSEGV)


def killed_after(lines: Lines, number: int) -> Lines:
    """So many messages, then it is killed, as by a system that has no more memory."""
    yield from islice(lines, number)
    _die(signal.SIGKILL)


def ends_after(lines: Lines, number: int) -> Lines:
    """So many messages, then it ends as if that had been all."""
    yield from islice(lines, number)
    _exit(0)


def half_message(lines: Lines, number: int) -> Lines:
    """So many messages and half of the next, then it ends as if that had been all."""
    yield from islice(lines, number)
    line = next(lines, b"{}")
    yield line[: len(line) // 2]
    _exit(0)


def half_character(lines: Lines, number: int) -> Lines:
    """Up to the middle of a character of more than one byte, after so many messages."""
    yield from islice(lines, number)
    for line in lines:
        places = [place for place, byte in enumerate(line) if byte >= 0xC0]
        if places:
            yield line[: places[0] + 1]
            _exit(0)
        yield line


def closes_stdout_after(lines: Lines, number: int) -> Lines:
    """So many messages, then its output is closed, and it hangs."""
    yield from islice(lines, number)
    yield b""
    threading.Event().wait()


def status(lines: Lines, number: int) -> Lines:
    """The whole answer, but this exit status."""
    yield from lines
    _exit(number)


def crashes_at_end(lines: Lines, number: int) -> Lines:
    """The whole answer, but then it dies by the signal of this number."""
    yield from lines
    _die(number or signal.SIGSEGV)


def late(lines: Lines, number: int) -> Lines:
    """The whole answer, but all at once and so many milliseconds after it is due."""
    held = list(lines)
    time.sleep(number / 1000)
    yield from held


def in_pieces(lines: Lines, _: int) -> Lines:
    """The right answer, in pieces that end within characters."""
    for line in lines:
        start = 0
        for place, byte in enumerate(line):
            if byte >= 0xC0:
                yield line[start : place + 1]
                start = place + 1
        yield line[start:]


def between_garbage(lines: Lines, _: int) -> Lines:
    """The right answer, with lines that are no messages in between."""
    for line in lines:
        yield b'{"severity": "error"}\n[1, 2]\n\xff\xfe\xc3\n{"pos": null\nnull\n'
        yield line


def padded(lines: Lines, _: int) -> Lines:
    """The right answer, in extremely long lines."""
    for number, line in enumerate(lines):
        yield (b" " * _PADDING if number % 8 == 0 else b"") + line


def complains(lines: Lines, number: int) -> Lines:
    """The right answer, and so many MB on standard error meanwhile."""
    for _ in range(number):
        os.write(2, b"complaint\n" * 100_000)
    yield from lines


def shifts_lines(lines: Lines, number: int) -> Lines:
    """Each message is so many lines further down than what it is about."""
    for message in _parsed(lines):
        for end in ("pos", "endPos"):
            if message[end] is not None:
                message[end]["line"] += number
        yield _written(message)


def swaps_places(lines: Lines, _: int) -> Lines:
    """Each message stands where the one that is as far from the other end should stand."""
    messages = list(_parsed(lines))
    for message, other in zip(messages, reversed(messages), strict=True):
        yield _written({**message, "pos": other["pos"], "endPos": other["endPos"]})


def swaps_answers(lines: Lines, _: int) -> Lines:
    """The answers about axioms come in the wrong order: each with the name that was not asked."""
    messages = list(_parsed(lines))
    told = [message["data"] for message in messages if _about_axioms(message)]
    for message in messages:
        yield _written({**message, "data": told.pop()} if _about_axioms(message) else message)


def forges_answers(lines: Lines, _: int) -> Lines:
    """Whatever was asked about axioms is answered as it would be for the best of proofs."""
    for message in _parsed(lines):
        if _about_axioms(message) and message["data"].startswith("'"):
            name = message["data"][1:].partition("'")[0]
            message["data"] = f"'{name}' does not depend on any axioms"
        yield _written(message)


def repeats(lines: Lines, _: int) -> Lines:
    """Each message twice."""
    for line in lines:
        yield line + line


def answers_twice(lines: Lines, _: int) -> Lines:
    """The whole answer, and then once more."""
    held = list(lines)
    yield from held + held


def backwards(lines: Lines, _: int) -> Lines:
    """The messages in the wrong order."""
    yield from reversed(list(lines))


def drops(lines: Lines, number: int) -> Lines:
    """Each message of this number is missing: the second, fourth and so on for 2."""
    for count, line in enumerate(lines, start=1):
        if count % number:
            yield line


def drops_errors(lines: Lines, _: int) -> Lines:
    """No error is told, and it ends as if there were none."""
    for line in lines:
        if json.loads(line)["severity"] != "error":
            yield line
    _exit(0)


def leaves_a_child(lines: Lines, _: int) -> Lines:
    """The right answer, but a child, in a session of its own, keeps its output open for long."""
    try:
        subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", "import time; time.sleep(120)"],
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            close_fds=False,
        )
    except OSError:
        os.write(2, b"no child could be started\n")
    yield from lines


def _parsed(lines: Lines) -> Iterator[dict[str, Any]]:
    return map(json.loads, lines)


def _written(message: dict[str, Any]) -> bytes:
    return json.dumps(message, ensure_ascii=False).encode("utf-8") + b"\n"


def _about_axioms(message: dict[str, Any]) -> bool:
    return message["severity"] == "information" and any(end in message["data"] for end in _AXIOMS)


def _die(number: int) -> None:
    ctypes.CDLL(None).signal(number, None)  # Lean has handlers of its own
    signal.pthread_kill(threading.get_ident(), number)  # this very thread: at once
    threading.Event().wait()


def _exit(number: int) -> NoReturn:
    os._exit(number)


WAYS: dict[str, Callable[[Lines, int], Lines]] = {
    "hangs-after": hangs_after,
    "crashes-after": crashes_after,
    "killed-after": killed_after,
    "ends-after": ends_after,
    "half-message": half_message,
    "half-character": half_character,
    "closes-stdout-after": closes_stdout_after,
    "status": status,
    "crashes-at-end": crashes_at_end,
    "late": late,
    "in-pieces": in_pieces,
    "between-garbage": between_garbage,
    "padded": padded,
    "complains": complains,
    "shifts-lines": shifts_lines,
    "swaps-places": swaps_places,
    "swaps-answers": swaps_answers,
    "forges-answers": forges_answers,
    "repeats": repeats,
    "answers-twice": answers_twice,
    "backwards": backwards,
    "drops": drops,
    "drops-errors": drops_errors,
    "leaves-a-child": leaves_a_child,
}
