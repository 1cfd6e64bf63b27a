"""Turning blocks of tactics into terms: ``intro h; exact ⟨h.2, h.1⟩`` into a `fun`."""

from __future__ import annotations

from collections.abc import Sequence

from tools.rewriting.outline import Outline
from tools.rewriting.terms import distinctions, equations, steps
from tools.rewriting.terms.builder import Builder, Items
from tools.rewriting.terms.scope import Scope, Style
from tools.rewriting.terms.source_terms import NotATerm
from tools.rewriting.terms.term import Term

_HANDLERS = {**steps.HANDLERS, **distinctions.HANDLERS, **equations.HANDLERS}


def term_of(outline: Outline, items: Items, names: Sequence[str], style: Style) -> Term:
    """The term that closes a goal as some tactics do, as far as their texts tell.

    ``names`` are in scope, latest last. Raises :class:`NotATerm` if no term can be built.
    """
    return Builder(outline, style, _HANDLERS).build(items, Scope(names=tuple(names)))


__all__ = ["NotATerm", "Style", "Term", "term_of"]
