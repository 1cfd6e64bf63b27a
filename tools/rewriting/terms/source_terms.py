"""Terms of the source, taken over with local names and holes replaced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tools.errors import BurnishError
from tools.lean.syntax import ATOM, IDENT, NULL, Syntax
from tools.metrics.length import counted
from tools.rewriting.layout import LINE, Doc, Group, Nest
from tools.rewriting.outline import Outline
from tools.rewriting.reading import last, parts
from tools.rewriting.terms.term import APPLICATION, ATOMIC, LOOSE, Term, project, tuple_of

_ATOMIC = frozenset(
    {
        "paren",
        "typeAscription",
        "tuple",
        "anonymousCtor",
        "num",
        "scientific",
        "str",
        "char",
        "proj",
        "hole",
        "syntheticHole",
        "dotIdent",
        "cdot",
        "prop",
        "type",
        "listLit",
        "term[_]",
        "explicit",
    }
)
_SENSITIVE = frozenset(
    {"byTactic", "match", "matchAlts", "calc", "have", "let", "do", "show", "suffices", "haveI"}
)


class NotATerm(BurnishError):
    """The tactics have no term that this package can build; never leaves it."""


Environment = Mapping[str, Term]
"""What local names stand for."""


def source_term(
    outline: Outline, node: Syntax, env: Environment, holes: Iterator[Term] | None = None
) -> Term:
    """The term at ``node``, on one line where it was on several.

    ``holes`` are put in place of ``?_`` in order; raises :class:`NotATerm` if they run out, or if
    the term's own line breaks cannot be taken out.
    """
    text = outline.text(node)
    if "\n" in text and any(last(n.kind) in _SENSITIVE for n in node.walk()):
        raise NotATerm
    if "--" in text or "/-" in text:
        raise NotATerm
    writer = _Writer(outline, env, holes)
    term = writer.write(node)
    return Term(term.doc, term.level, term.cost + len(counted(node)), components=term.components)


class _Writer:
    def __init__(self, outline: Outline, env: Environment, holes: Iterator[Term] | None) -> None:
        self._outline = outline
        self._env = env
        self._holes = holes

    def write(self, node: Syntax) -> Term:
        if node.kind == IDENT:
            return self._name(node.value)
        if last(node.kind) == "syntheticHole" and self._holes is not None:
            if self._outline.text(node) != "?_":
                raise NotATerm
            term = next(self._holes, None)
            if term is None:
                raise NotATerm
            return term
        if node.is_token:
            return Term(node.value)
        kind = last(node.kind)
        if kind == "anonymousCtor":
            return tuple_of([self.write(part) for part in _components(node)])
        level = ATOMIC if kind in _ATOMIC else APPLICATION if kind == "app" else LOOSE
        inside: list[Doc] = []
        cost = self._inside(node, kind, inside)
        doc = Group(Nest(2, tuple(inside))) if kind == "app" else tuple(inside)
        return Term(doc, level, cost)

    def _inside(self, node: Syntax, kind: str, out: list[Doc]) -> int:
        """Append what the children print, with the spaces of the source between them."""
        cost = 0
        # Besides absent parts, Lean puts marks of its own without a text after parentheses.
        children = [child for child in node.children if child.start < child.end]
        for index, child in enumerate(children):
            if index:
                gap = self._outline.slice(children[index - 1].end, child.start)
                out.append(LINE if "\n" in gap or (kind == "app" and gap == " ") else gap)
            if child.kind in (NULL, "group"):
                cost += self._inside(child, kind, out)
                continue
            term = self.write(child)
            cost += term.cost
            if child.kind == IDENT or last(child.kind) == "syntheticHole":
                out.append(_fitted(term, kind, first=index == 0 and node.kind != NULL))
            else:
                out.append(term.doc)
        return cost

    def _name(self, name: str) -> Term:
        base, *fields = name.split(".")
        term = self._env.get(base)
        if term is None:
            return Term(name)
        for field_name in fields:
            term = project(term, field_name)
        return term


def _components(constructor: Syntax) -> list[Syntax]:
    return [p for p in parts(constructor) if not (p.kind == ATOM and p.value in ("⟨", ",", "⟩"))]


def _fitted(term: Term, kind: str, *, first: bool) -> Doc:
    """A replacement with the parentheses that its place needs."""
    if kind in ("anonymousCtor", "paren"):
        return term.doc
    if kind == "app" and first:
        return term.head
    return term.argument
