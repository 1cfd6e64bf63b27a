"""Chance by seed: the same choice on every machine, in whatever order the choices are made."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import TypeVar

Thing = TypeVar("Thing")


def ticket(seed: int, *parts: str) -> str:
    """What a thing draws: the SHA-256, in hexadecimal, of the seed and of what it is known by."""
    digest = hashlib.sha256(str(seed).encode("ascii"))
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


def choose(
    things: Iterable[Thing], count: int, seed: int, known_by: Callable[[Thing], tuple[str, ...]]
) -> list[Thing]:
    """At most `count` of the things, each as likely as any other: those with the lowest tickets, in
    that order. Of things that are known by the same, all draw the same ticket."""
    ordered = sorted(things, key=lambda one: (ticket(seed, *known_by(one)), known_by(one)))
    return ordered[: max(0, count)]
