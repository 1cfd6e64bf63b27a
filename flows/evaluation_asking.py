"""How an evaluation is asked for, as its sessions keep it: as the words of a command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from flows.commands.model_options import DEFAULT_CANDIDATES, DEFAULT_ROUNDS
from flows.history.asking import MODEL_OPTIONS, flags

if TYPE_CHECKING:
    from flows.evaluate import Options

_OPTIONS: Mapping[str, tuple[str, Any]] = {
    "metrics": ("--metric", ["length"]),
    "proposers": ("--proposer", []),
    "ks": ("--at", "1,2,4,8,16"),
    "ablate": ("--ablate", ""),
    "split": ("--split", None),
    "rounds": ("--rounds", DEFAULT_ROUNDS),
    "candidates": ("--candidates", DEFAULT_CANDIDATES),
    "seconds": ("--seconds", None),
    "lean": ("--lean", None),
}
"""The flag and the default of each option of `burnish evaluate`."""


def command_of(targets: Sequence[str], options: Options) -> dict[str, Any]:
    """The command, without where the model is served."""
    described = {
        "metrics": list(options.metrics),
        "proposers": list(options.proposers),
        "ks": ",".join(map(str, options.ks)),
        "ablate": ",".join(options.ablate),
        **{name: getattr(options, name) for name in ("split", "rounds", "candidates")},
        **{name: getattr(options, name) for name in ("seconds", "lean")},
    }
    words = [*flags(_OPTIONS, described), *flags(MODEL_OPTIONS, options.model.to_json())]
    return {"command": "evaluate", "targets": list(targets), "words": words}
