"""What a search is asked to do, and the hash by which a request is known again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

from flows.targets import Target, read_source
from storage.keys import content_key
from tools.lean.source import Source
from tools.lean.toolchain import Toolchain

Kind = Literal["optimize", "evaluate"]
"""Which command asks: what one has done is no answer to another."""


@dataclass(frozen=True)
class Settings:
    """What a result depends on, besides the files and the Lean."""

    metric: str
    """The objective as the user wrote it (:mod:`tools.metrics.combine`)."""
    rounds: int
    candidates: int
    guards: tuple[str, ...] = ()
    pareto: tuple[str, ...] = ()
    """The metrics of the front that is kept; empty for none."""
    metrics: tuple[str, ...] = ()
    """All that are measured, a user's own with a version (:func:`agents.scoring.stored_name`)."""
    proposing: Mapping[str, Any] = field(default_factory=dict)
    """Who proposes, with a model's settings (:meth:`flows.modelling.Proposing.describe`)."""


@dataclass(frozen=True)
class WantedFile:
    """A file as it was when it was read, and what is wanted of it."""

    path: Path
    source: Source
    names: tuple[str, ...]
    """Theorems; empty for all of them."""


@dataclass(frozen=True)
class RequestedFile:
    """A wanted file and the Lean that it is for."""

    wanted: WantedFile
    toolchain: Toolchain


def read_targets(targets: Sequence[Target]) -> list[WantedFile]:
    """The files behind some targets, each once, in the order they are first named.

    Raises :class:`tools.errors.UserInputError` for a file that cannot be used.
    """
    names: dict[Path, list[str | None]] = {}
    spelled: dict[Path, Path] = {}
    for target in targets:
        path = spelled.setdefault(target.path.resolve(), target.path)
        names.setdefault(path, []).append(target.name)
    return [
        WantedFile(
            path,
            read_source(path),
            # The whole file, once named, includes whatever else is named in it.
            () if None in asked else tuple(dict.fromkeys(name for name in asked if name)),
        )
        for path, asked in names.items()
    ]


def describe(files: Sequence[RequestedFile], settings: Settings) -> dict[str, Any]:
    """The request as plain JSON: contents, names, settings, the Lean, and our own version.

    The time budget is no part of it, so that a run that was stopped by it can go on with another.
    """
    return {
        "files": [
            {
                "path": str(file.wanted.path.resolve()),
                "digest": file.wanted.source.digest,
                "names": list(file.wanted.names),
                "lean": file.toolchain.fingerprint,
            }
            for file in files
        ],
        "settings": asdict(settings),
        "version": version("burnish"),
    }


def request_hash(kind: Kind, description: dict[str, Any]) -> str:
    """Equal for two requests only if they ask for exactly the same work."""
    return content_key(kind, json.dumps(description, sort_keys=True))
