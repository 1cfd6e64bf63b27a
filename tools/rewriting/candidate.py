"""A candidate: the whole declaration with some edits applied to its proof."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tools.rewriting.edits import Edit, apply_edits
from tools.rewriting.view import ProofView


@dataclass(frozen=True)
class Candidate:
    """A new text of a declaration; Lean has not seen it yet."""

    declaration: str
    """The whole declaration; everything before the value is byte for byte as it was."""
    edits: tuple[Edit, ...]
    """What was changed, relative to the view that it came from."""
    rewrites: tuple[str, ...]
    """The names of the rewrites that made it."""
    gain: float
    """What it gains in the metric that it was asked for, by estimate; 0 or negative for steps that
    only make room."""


def make_candidate(
    view: ProofView, edits: Iterable[Edit], rewrites: tuple[str, ...], gain: float
) -> Candidate:
    """Apply the edits; trailing space that they leave on a line is taken away."""
    ordered = tuple(sorted(edits))
    text = apply_edits(view.text.data, ordered)
    head = view.text.slice(0, view.value.start)
    value = text[len(head) :]
    lines = [line.rstrip(" ") for line in value.split("\n")]
    return Candidate(head + "\n".join(lines).rstrip(), ordered, rewrites, gain)
