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
from tools.errors import UserInputError
from tools.lean.source import Source
from tools.lean.toolchain import Toolchain

Kind = Literal["optimize", "evaluate", "chat", "collect", "round"]
"""Which command asks: what one has done is no answer to another. A round is a part of a
collection."""


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
    known_as: str = ""
    """The path under which its session knows it, where that is another one."""

    @property
    def identity(self) -> str:
        """What tells it from the other files of its session."""
        return self.known_as or str(self.path.resolve())


@dataclass(frozen=True)
class RequestedFile:
    """A wanted file and the Lean that it is for."""

    wanted: WantedFile
    toolchain: Toolchain


def read_targets(targets: Sequence[Target]) -> list[WantedFile]:
    """The files behind some targets, each once, in the order they are first named.

    Raises :class:`UserInputError` for a file that cannot be used.
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
                "path": file.wanted.identity,
                "digest": file.wanted.source.digest,
                "names": list(file.wanted.names),
                "lean": file.toolchain.fingerprint,
            }
            for file in files
        ],
        "settings": asdict(settings),
        "version": version("burnish"),
    }


def require_same(session: str, known: Mapping[str, Any], asked: Mapping[str, Any]) -> None:
    """Refuse to go on with a session where what is asked is not what it does.

    Both are as :func:`describe` gives them. Our own version, the prompts and what one of the two
    does not say may differ. Raises :class:`UserInputError`.
    """
    asked = json.loads(json.dumps(asked))
    fork = f"`burnish sessions fork {session}`"
    for old, new in zip(known["files"], asked["files"], strict=True):
        if old["lean"] != new["lean"]:
            raise UserInputError(
                f"Session {session} was searched with the Lean {old['lean']}, and the one for "
                f"{new['path']} is now {new['lean']}, of which its verdicts say nothing. Name the "
                f"same one with --lean, or start from its proofs with this one: {fork}."
            )
    old, new = _settings(known), _settings(asked)
    for name in old.keys() & new.keys():
        if old[name] != new[name]:
            raise UserInputError(
                f"Session {session} was begun with {name} {_told(old[name])}, and it is now "
                f"{_told(new[name])}; {fork} goes on from it in another way."
            )


def _settings(description: Mapping[str, Any]) -> dict[str, Any]:
    settings = dict(description["settings"])
    proposing = settings.pop("proposing", {})
    return settings | {name: value for name, value in proposing.items() if name != "prompts"}


def _told(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def request_hash(kind: Kind, description: dict[str, Any]) -> str:
    """Equal for two requests only if they ask for exactly the same work."""
    return content_key(kind, json.dumps(description, sort_keys=True))
