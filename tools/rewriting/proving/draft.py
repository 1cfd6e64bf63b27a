"""A proof that does not check, as far as Lean could read it."""

from __future__ import annotations

from dataclasses import dataclass

from tools.rewriting.view import ProofView


@dataclass(frozen=True)
class Draft:
    """The declaration as it stands in the file, and where Lean complains of it."""

    view: ProofView
    errors: tuple[int, ...]
    """Byte offsets in the view's text, in order."""
