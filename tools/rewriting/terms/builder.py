"""The term that a block of tactics amounts to, put together tactic by tactic.

Nothing here knows types: what is built is a bet that Lean decides. What each tactic contributes is
in a table of handlers, from the modules beside this one; a tactic without one is kept as a ``by``
block inside the term.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tools.lean.syntax import IDENT, Syntax
from tools.lean.tactics import sequence_items
from tools.rewriting.layout import HARD, Doc, Nest, shift
from tools.rewriting.outline import Outline
from tools.rewriting.reading import (
    block_of,
    body_of,
    exact_term,
    is_bullet,
    keyword,
    mentions,
    only_exact,
    pattern_choices,
    tokens,
)
from tools.rewriting.terms.scope import Scope, Style
from tools.rewriting.terms.source_terms import NotATerm, source_term
from tools.rewriting.terms.term import LOOSE, Term

Items = Sequence[Syntax]

_CLOSING = frozenset({"exact", "rfl", "assumption", "trivial", "contradiction", "simp", "omega"})
_LINE_WIDTH = 60
_LINE_ITEMS = 3


class Builder:
    """Builds terms from the tactics of one outline, in one style."""

    def __init__(self, outline: Outline, style: Style, handlers: Mapping[str, Handler]) -> None:
        self.outline = outline
        self.style = style
        self._handlers = handlers

    def build(self, items: Items, scope: Scope) -> Term:
        """The term that closes the goal as ``items`` do.

        Raises :class:`NotATerm` if there is none.
        """
        if not items:
            raise NotATerm
        try:
            return self._structured(items[0], items[1:], scope)
        except NotATerm:
            return self._as_block(items, scope)

    def _structured(self, item: Syntax, rest: Items, scope: Scope) -> Term:
        word = keyword(item)
        if is_bullet(item) or (word == "(" and not rest):
            body = body_of(item)
            if rest or body is None:
                raise NotATerm
            return self.build(sequence_items(body), scope)
        handler = self._handlers.get(word)
        if handler is None:
            raise NotATerm
        return handler(self, item, rest, scope)

    def premises(self, rest: Items, scope: Scope) -> list[Term]:
        """The proofs of the goals that remain, for use as arguments.

        Raises :class:`NotATerm` if one of them would not be readable there.
        """
        built = [self.build(goal, scope) for goal in goals(rest)]
        if any(term.is_statement for term in built):
            raise NotATerm
        return built

    def _as_block(self, items: Items, scope: Scope) -> Term:
        """``by`` and the tactics as they are, where no name in them stands for a term."""
        if any(mentions(item, name) for name in scope.env for item in items):
            raise NotATerm
        cost = self.outline.cost(items[0].start, items[-1].end)
        texts = [self.outline.text(item) for item in items]
        if len(texts) <= _LINE_ITEMS and not any("\n" in t or "--" in t for t in texts):
            line = "by " + "; ".join(texts)
            if len(line) <= _LINE_WIDTH:
                return Term(line, LOOSE, cost)
        lines: list[Doc] = []
        for item, text in zip(items, texts, strict=True):
            if (term := exact_term(item)) is not None and "\n" not in text:
                # A term may be broken anew where its line gets too long.
                laid = source_term(self.outline, term, {}).doc
                lines.extend((HARD, "exact ", laid))
                continue
            moved = shift(text, -self.outline.column(item.start))
            lines.extend((HARD, line) for line in moved.split("\n"))
        return Term(("by", Nest(2, tuple(lines))), LOOSE, cost)

    def value(self, node: Syntax, scope: Scope) -> Term:
        """A term of the source; a ``by`` block becomes the term that it amounts to."""
        inner = only_exact(node)
        block = block_of(inner)
        if block is not None:
            return self.build(sequence_items(block), scope)
        return source_term(self.outline, inner, scope.env)

    def pattern(self, node: Syntax) -> str:
        """A pattern of a tactic as a pattern of a term."""
        texts = tokens(node)
        if "|" in texts or "@" in texts or ":" in texts:
            raise NotATerm
        text = self.outline.text(node)
        return " ".join(text.split()).replace("⟨-", "⟨_").replace(", -", ", _")

    def choices(self, pattern: Syntax) -> list[str]:
        """The alternatives of a pattern ``a | b``, as patterns of terms."""
        return [self.pattern(choice) for choice in pattern_choices(pattern)]


Handler = Callable[[Builder, Syntax, Items, Scope], Term]
"""``(builder, tactic, the tactics after it, scope)`` to the term of them all."""


def goals(rest: Items) -> list[Items]:
    """The tactics that remain, a group for each goal."""
    if rest and all(is_bullet(item) or keyword(item) == "case" for item in rest):
        groups: list[Items] = []
        for item in rest:
            body = body_of(item)
            if body is None:
                raise NotATerm
            groups.append(sequence_items(body))
        return groups
    if rest and all(keyword(item) in _CLOSING for item in rest):
        return [[item] for item in rest]
    return [rest] if rest else []


def identifiers(node: Syntax) -> list[str]:
    return [token.value for token in node.walk() if token.kind == IDENT]
