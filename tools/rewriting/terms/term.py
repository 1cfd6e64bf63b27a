"""Terms under construction: a laid-out text, how tightly it binds, and what it costs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tools.rewriting.layout import HARD, LINE, Align, Break, Doc, Group, Nest, join
from tools.rewriting.terms.unused import blanked

_WORD = re.compile(r"[^\W\d.][\w'₀-₉]*")
"""A local name inside a pattern."""

LOOSE, APPLICATION, ATOMIC = 0, 1, 2
"""How tightly a term binds: as it is, as an applied function, or as an argument."""


@dataclass(frozen=True)
class Term:
    """A term of Lean that is being put together."""

    doc: Doc
    level: int = ATOMIC
    cost: int = 0
    """Tactics that stand inside it."""
    binders: tuple[str, ...] = field(default=())
    """Of a plain ``fun``: what it binds, with all names, so that nested ones become one."""
    body: Term | None = None
    """Of a plain ``fun``: its body."""
    components: tuple[Term, ...] = field(default=())
    """Of an anonymous constructor: what is in it."""
    values: tuple[Doc, ...] = field(default=())
    """Of a ``match``: what it takes apart."""
    is_statement: bool = False
    """Whether it begins with a ``have``, so that it reads well only on lines of its own."""
    cases: tuple[tuple[str, Term], ...] = field(default=())
    """Of a ``match`` or a ``fun`` by cases: patterns and bodies."""

    @property
    def has_alternatives(self) -> bool:
        """Whether it ends in ``| …`` alternatives, which a following ``|`` would join."""
        return (
            len(self.cases) > 1
            or bool(self.cases and not self.values)
            or (bool(self.cases) and self.cases[0][1].has_alternatives)
            or (self.body is not None and self.body.has_alternatives)
        )

    @property
    def scrutinee(self) -> str:
        """Of a ``match`` on one local name: that name, so that a pattern around it can take it
        apart."""
        value = self.values[0] if len(self.values) == 1 else ""
        return value if isinstance(value, str) and _is_name(value) else ""

    @property
    def is_block(self) -> bool:
        """Whether it is a ``by`` block."""
        first = self.doc[0] if isinstance(self.doc, tuple) and self.doc else self.doc
        return isinstance(first, str) and (first == "by" or first.startswith("by "))

    @property
    def argument(self) -> Doc:
        return self.doc if self.level == ATOMIC else _parenthesized(self)

    @property
    def head(self) -> Doc:
        return self.doc if self.level >= APPLICATION else _parenthesized(self)


def _parenthesized(term: Term) -> Doc:
    # The tactics of a block are indented from the line on which it is opened.
    return ("(", term.doc if term.is_block else Align(term.doc), ")")


def atom(text: str) -> Term:
    return Term(text)


def apply(function: Term, arguments: Sequence[Term]) -> Term:
    if not arguments:
        return function
    laid = tuple((LINE, argument.argument) for argument in arguments)
    cost = function.cost + sum(argument.cost for argument in arguments)
    return Term(Group((function.head, Nest(2, laid))), APPLICATION, cost)


def function(binders: Sequence[str], body: Term) -> Term:
    """``fun binders => body``, merged with what the body is: a ``fun``, or a ``match`` on what is
    bound here."""
    if body.body is not None:
        return function((*binders, *body.binders), body.body)
    opened = _taken_apart([(binders[-1], body)]) if body.scrutinee else []
    if len(opened) > 1 and len(binders) == 1:
        return match_function(opened)
    if len(opened) == 1 and opened[0][1] is not body:
        return function((*binders[:-1], opened[0][0]), opened[0][1])
    doc = Group(("fun ", join(" ", blanked(binders, body.doc)), " =>", _body(body)))
    return Term(doc, LOOSE, body.cost, tuple(binders), body)


def tuple_of(components: Sequence[Term]) -> Term:
    """``⟨a, b⟩``; an anonymous constructor at the end is taken in."""
    parts = tuple(components)
    if parts and parts[-1].components:
        parts = (*parts[:-1], *parts[-1].components)
    doc = Group(("⟨", Align(join((",", LINE), [part.doc for part in parts])), "⟩"))
    return Term(doc, ATOMIC, sum(part.cost for part in parts), components=parts)


def project(term: Term, field_name: str) -> Term:
    return Term((term.argument, ".", field_name), ATOMIC, term.cost)


def match(value: Term, cases: Sequence[tuple[str, Term]]) -> Term:
    """``match value with | pattern => body …``; a ``match`` as the only body is taken in."""
    flat = _taken_apart(cases)
    cost = value.cost + sum(body.cost for _, body in flat)
    values: tuple[Doc, ...] = (value.doc,)
    if len(flat) == 1 and flat[0][1].values:
        pattern, inner = flat[0]
        if not set(_WORD.findall(pattern)) & {w for v in inner.values for w in _words(v)}:
            values = (*values, *inner.values)
            flat = [(f"{pattern}, {p}", body) for p, body in inner.cases]
            cost = value.cost + inner.cost
    heading = ("match ", join(", ", values), " with")
    if len(flat) == 1 and len(values) == 1:
        ((pattern, body),) = flat
        doc: Doc = Group((heading, LINE, "| ", *blanked([pattern], body.doc), " =>", _body(body)))
    else:
        doc = (heading, _alternatives(flat))
    return Term(doc, LOOSE, cost, values=values, cases=tuple(flat))


def match_function(cases: Sequence[tuple[str, Term]]) -> Term:
    """``fun | pattern => body …``."""
    flat = _taken_apart(cases)
    doc = ("fun", Nest(2, _alternatives(flat)))
    return Term(doc, LOOSE, sum(body.cost for _, body in flat), cases=tuple(flat))


def let_fact(name: str, type_: str, value: Term, body: Term) -> Term:
    """``have name : type := value`` before a body; a value that is no block counts by itself."""
    heading = f"have {name} : {type_} :=" if type_ else f"have {name} :="
    doc = Align((Group((heading, _body(value))), HARD, body.doc))
    cost = value.cost + body.cost + (0 if value.is_block else 1)
    return Term(doc, LOOSE, cost, is_statement=True)


def _body(term: Term, *, closed: bool = False) -> Doc:
    """What follows ``=>`` or ``:=``; a block begins on the same line, as people write it.

    ``closed`` puts alternatives in parentheses, so that those that follow stay apart.
    """
    if term.is_block:
        return (" ", term.doc)
    return Nest(2, (LINE, _closed(term) if closed else term.doc))


def _alternatives(cases: Sequence[tuple[str, Term]]) -> Doc:
    return tuple(
        (HARD, Group(("| ", *blanked([pattern], body.doc), " =>", _body(body, closed=True))))
        for pattern, body in cases
    )


def _closed(term: Term) -> Doc:
    return _parenthesized(term) if term.has_alternatives else term.doc


def _taken_apart(cases: Sequence[tuple[str, Term]]) -> list[tuple[str, Term]]:
    """Cases whose bodies only take apart what they bind become nested patterns."""
    flat: list[tuple[str, Term]] = []
    for pattern, body in cases:
        if body.scrutinee and body.scrutinee in _WORD.findall(pattern):
            flat.extend((_nested(pattern, body.scrutinee, p), b) for p, b in body.cases)
        else:
            flat.append((pattern, body))
    return flat


def _nested(pattern: str, name: str, inner: str) -> str:
    if pattern.startswith("⟨"):
        if inner.startswith("⟨") and pattern.endswith(f", {name}⟩"):
            return pattern.removesuffix(f"{name}⟩") + inner.removeprefix("⟨")
    elif " " in inner and not inner.startswith("⟨") and pattern != name:
        inner = f"({inner})"
    return _WORD.sub(lambda found: inner if found[0] == name else found[0], pattern)


def _words(document: Doc) -> list[str]:
    if isinstance(document, str):
        return _WORD.findall(document)
    if isinstance(document, tuple):
        return [word for part in document for word in _words(part)]
    return [] if isinstance(document, Break) else _words(document.body)


def _is_name(text: str) -> bool:
    return _WORD.fullmatch(text) is not None
