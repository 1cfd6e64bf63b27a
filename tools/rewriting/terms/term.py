"""Terms under construction: a laid-out text, how tightly it binds, and what it costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tools.rewriting.layout import HARD, LINE, Align, Doc, Group, Nest, join

LOOSE, APPLICATION, ATOMIC = 0, 1, 2
"""How tightly a term binds: as it is, as an applied function, or as an argument."""


@dataclass(frozen=True)
class Term:
    """A term of Lean that is being put together."""

    doc: Doc
    level: int = ATOMIC
    cost: int = 0
    """Tactics that stand inside it."""
    binders: tuple[Doc, ...] = field(default=())
    """Of a plain ``fun``: what it binds, so that nested ones become one."""
    body: Term | None = None
    """Of a plain ``fun``: its body."""
    components: tuple[Term, ...] = field(default=())
    """Of an anonymous constructor: what is in it."""
    has_alternatives: bool = False
    """Whether it ends in ``| …`` alternatives, which a following ``|`` would join."""

    @property
    def argument(self) -> Doc:
        return self.doc if self.level == ATOMIC else ("(", Align(self.doc), ")")

    @property
    def head(self) -> Doc:
        return self.doc if self.level >= APPLICATION else ("(", Align(self.doc), ")")


def atom(text: str) -> Term:
    return Term(text)


def apply(function: Term, arguments: Sequence[Term]) -> Term:
    if not arguments:
        return function
    laid = tuple((LINE, argument.argument) for argument in arguments)
    cost = function.cost + sum(argument.cost for argument in arguments)
    return Term(Group((function.head, Nest(2, laid))), APPLICATION, cost)


def function(binders: Sequence[Doc], body: Term) -> Term:
    """``fun binders => body``, merged with a ``fun`` that is the body."""
    inner = body
    if body.body is not None:
        binders, inner = (*binders, *body.binders), body.body
    doc = Group(("fun ", join(" ", binders), " =>", Nest(2, (LINE, inner.doc))))
    return Term(doc, LOOSE, inner.cost, tuple(binders), inner, (), inner.has_alternatives)


def tuple_of(components: Sequence[Term]) -> Term:
    """``⟨a, b⟩``; an anonymous constructor at the end is taken in."""
    parts = tuple(components)
    if parts and parts[-1].components:
        parts = (*parts[:-1], *parts[-1].components)
    doc = Group(("⟨", Align(join((",", LINE), [part.doc for part in parts])), "⟩"))
    return Term(doc, ATOMIC, sum(part.cost for part in parts), components=parts)


def project(term: Term, field_name: str) -> Term:
    return Term((term.argument, ".", field_name), ATOMIC, term.cost)


def _alternatives(cases: Sequence[tuple[Doc, Term]]) -> Doc:
    return tuple(
        (HARD, Group(("| ", pattern, " =>", Nest(2, (LINE, _closed(body))))))
        for pattern, body in cases
    )


def _closed(term: Term) -> Doc:
    return ("(", Align(term.doc), ")") if term.has_alternatives else term.doc


def match(value: Term, cases: Sequence[tuple[Doc, Term]]) -> Term:
    cost = value.cost + sum(body.cost for _, body in cases)
    doc = Align(("match ", value.doc, " with", _alternatives(cases)))
    return Term(doc, LOOSE, cost, has_alternatives=True)


def match_function(cases: Sequence[tuple[Doc, Term]]) -> Term:
    doc = Align(("fun", Nest(2, _alternatives(cases))))
    cost = sum(body.cost for _, body in cases)
    return Term(doc, LOOSE, cost, has_alternatives=True)
