"""What the rewrites look at: one declaration with Lean's parse of it, and places in it."""

from __future__ import annotations

from dataclasses import dataclass

from tools.errors import BurnishError
from tools.lean.declarations import Declaration, find_declarations
from tools.lean.source import Source
from tools.lean.syntax import Syntax


class NotOneProof(BurnishError):
    """A text was to be viewed that is not exactly one declaration with a value."""


@dataclass(frozen=True)
class ProofView:
    """One whole declaration, from its doc comment to its end, as Lean parsed it."""

    text: Source
    column: int
    """Column of the declaration's first character in its file; 0 nearly always."""
    syntax: Syntax
    """The declaration; byte offsets are relative to ``text``."""
    value: Syntax
    """From ``:=`` (or the first ``|``) on."""


@dataclass(frozen=True)
class Region:
    """A byte range of a view's text that is worth attacking."""

    start: int
    end: int

    def holds(self, start: int, end: int) -> bool:
        return self.start <= start and end <= self.end


def view_of(source: Source, declaration: Declaration) -> ProofView:
    """The view of a declaration of a file; raises :class:`NotOneProof` if it has no value."""
    text = source.slice(declaration.start, declaration.end)
    syntax = declaration.syntax.moved(-declaration.start)
    return view_of_text(text, syntax, source.column(declaration.start))


def view_of_text(text: str, syntax: Syntax, column: int = 0) -> ProofView:
    """The view of a declaration's text and its tree, in offsets of that text."""
    found = find_declarations([syntax])
    if len(found) != 1 or found[0].value is None:
        raise NotOneProof(f"Not exactly one declaration with a value: {text[:60]!r}.")
    return ProofView(Source(text), column, syntax, found[0].value)
