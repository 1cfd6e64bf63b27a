"""Lean's concrete syntax tree: the one view on which places, metrics and rewrites are built.

Kinds are spelled as Lean prints them, that is without the leading ``Lean.Parser.``
(``Tactic.intro``, ``Term.byTactic``, ``Command.declaration``, ``«term_∧_»``). Three kinds are
Lean's own bookkeeping: ``null`` (a list or an optional part), ``atom`` (a keyword or symbol, or the
content of a literal) and ``ident``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

NULL = "null"
ATOM = "atom"
IDENT = "ident"
MISSING = "missing"


# Not frozen, because that doubles the time to make one, and each candidate has hundreds.
@dataclass(slots=True, unsafe_hash=True)
class Syntax:
    """A node or token with its byte range ``start..end`` in the file (``-1, -1`` where empty).

    Nothing changes one after it is made.
    """

    kind: str
    start: int
    end: int
    children: tuple[Syntax, ...] = ()
    value: str = ""
    """The token's text for atoms and identifiers, without surrounding space."""

    @property
    def is_empty(self) -> bool:
        """Whether the node covers no text: an optional part that is absent."""
        return self.start < 0

    @property
    def is_token(self) -> bool:
        return self.kind in (ATOM, IDENT, MISSING)

    def __getitem__(self, index: int) -> Syntax:
        return self.children[index]

    def walk(self) -> Iterator[Syntax]:
        """This node and everything below it, in source order, parents first."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            if node.children:
                stack.extend(node.children[::-1])

    def tokens(self) -> Iterator[Syntax]:
        """The tokens below this node in source order."""
        return (node for node in self.walk() if node.is_token and not node.is_empty)

    def moved(self, by: int) -> Syntax:
        """The same tree in other offsets; what is empty has no place and stays so."""
        # Trees of hostile proofs are deeper than Python's own stack.
        made: list[Syntax] = []
        stack: list[tuple[Syntax, bool]] = [(self, False)]
        while stack:
            node, is_ready = stack.pop()
            if node.is_empty:
                made.append(node)
            elif node.children and not is_ready:
                stack.append((node, True))
                stack.extend((child, False) for child in reversed(node.children))
            else:
                count = len(node.children)
                children = tuple(made[len(made) - count :])
                del made[len(made) - count :]
                made.append(Syntax(node.kind, node.start + by, node.end + by, children, node.value))
        return made[0]

    def find(self, kind: str) -> Syntax | None:
        """The first node of a kind, in source order."""
        return next((node for node in self.walk() if node.kind == kind), None)

    def has_atom(self, index: int, value: str) -> bool:
        """Whether child ``index`` exists and is the given keyword or symbol."""
        children = self.children
        if index >= len(children):
            return False
        return children[index].value == value and children[index].kind == ATOM
