"""Which files are for training, validation and test: fixed by hash, so that nobody chooses.

A file draws a number in [0, 1) from the SHA-256 of a salt and its path. The lowest numbers are
test, the next validation, the rest train. Nothing but its own path decides about a file, so that
adding, removing or moving others changes nothing for it, with one exception: files that share a
text (the same content, or a theorem with the same statement and proof) are one group, and the
lowest number among them counts for all. So a group with one file in the test split is all test,
and what joins a group can move it towards test, never away from it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

Split = Literal["train", "validation", "test"]
SPLITS: tuple[Split, ...] = ("train", "validation", "test")
HELD_OUT: tuple[Split, ...] = ("validation", "test")
"""What nothing may be trained on."""

DEFAULT_SALT = "burnish-1"
"""The same for all corpora, so that a project is split alike wherever and however often it is
added; stored with each corpus, so that another default would change none that is stored."""


@dataclass(frozen=True)
class Shares:
    """The shares of files that are held out; the rest is for training."""

    validation: float
    test: float

    def __post_init__(self) -> None:
        if not (self.validation >= 0 and self.test >= 0 and self.validation + self.test < 1):
            raise ValueError(f"shares must be 0 or more and leave some for training: {self}")

    def split(self, drawn: float) -> Split:
        """What a number in [0, 1) means."""
        if drawn < self.test:
            return "test"
        return "validation" if drawn < self.test + self.validation else "train"


DEFAULT_SHARES = Shares(validation=0.1, test=0.1)


def draw(path: str, salt: str) -> float:
    """The number of a file: the first 53 bits of the SHA-256 of salt and path, in [0, 1)."""
    digest = hashlib.sha256(f"{salt}\0{path}".encode("utf-8", "surrogatepass")).digest()
    return (int.from_bytes(digest[:8], "big") >> 11) / (1 << 53)


def split_files(
    contents: Mapping[str, Collection[str]], salt: str, shares: Shares
) -> dict[str, Split]:
    """The split of each file, by its path; ``contents`` has the hashes of the texts in it."""
    groups = _groups(contents)
    lowest: dict[str, float] = {}
    for path, group in groups.items():
        lowest[group] = min(lowest.get(group, 1.0), draw(path, salt))
    return {path: shares.split(lowest[group]) for path, group in groups.items()}


def _groups(contents: Mapping[str, Collection[str]]) -> dict[str, str]:
    """For each file the one file that stands for its group: union-find over shared hashes."""
    parent = {path: path for path in contents}

    def find(path: str) -> str:
        while parent[path] != path:
            parent[path] = parent[parent[path]]
            path = parent[path]
        return path

    first_with: dict[str, str] = {}
    for path, hashes in contents.items():
        for one in hashes:
            parent[find(path)] = find(first_with.setdefault(one, path))
    return {path: find(path) for path in contents}
