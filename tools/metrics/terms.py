"""Printed terms as trees: variables by their ids, bound ones too, so that names never matter.

Two terms are compared up to the names of bound variables and the order of what may be swapped
(``∧``, ``=``, ``+`` …): :func:`key` where free variables stand for themselves, :func:`matches`
where they may be renamed. Types of bound variables are not compared: Lean prints few of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

SWAPPABLE = frozenset({"=", "↔", "∧", "∨", "+", "*c"})
"""Heads whose arguments have no order; ``*c`` is the product of numbers."""
APPLICATION = " "
"""The head, which no word is, of a variable or binder that is applied to arguments."""
HIGHEST = 120
"""The most levels of a term: what is higher is read as a list of words."""


class TooHigh(Exception):
    """A term nests too deeply for what is done with terms, all of it by recursion."""


@dataclass(frozen=True)
class Var:
    """A variable, of the context or bound."""

    id: str


@dataclass(frozen=True)
class Term:
    """A constant or notation with its arguments. Of a binder the first argument is its body, and
    the others are what it says of the variables that it binds."""

    head: str
    args: tuple[Node, ...] = ()
    binds: tuple[str, ...] = ()
    height: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        below = max((arg.height for arg in self.args if isinstance(arg, Term)), default=0)
        if below >= HIGHEST:
            raise TooHigh
        object.__setattr__(self, "height", below + 1)

    @property
    def compared(self) -> tuple[Node, ...]:
        """The arguments that tell it from another term."""
        return self.args[:1] if self.binds else self.args

    @cached_property
    def outline(self) -> str:
        """Equal for terms that match, and quick to compare."""
        parts = [outline(arg) for arg in self.compared]
        if self.head in SWAPPABLE:
            parts.sort()
        return f"({self.head} {len(self.binds)} {' '.join(parts)})"

    @cached_property
    def key(self) -> str:
        """:func:`key` of it."""
        return _key(self, {})


Node = Term | Var
TRUE, FALSE = Term("True"), Term("False")


def outline(node: Node) -> str:
    """The term without telling one variable from another."""
    return "_" if isinstance(node, Var) else node.outline


def apply(function: Node, arguments: Iterable[Node]) -> Node:
    """A function with more arguments."""
    more = tuple(arguments)
    if not more:
        return function
    if isinstance(function, Term) and not function.binds:
        return Term(function.head, (*function.args, *more))
    return Term(APPLICATION, (function, *more))


def substitute(node: Node, values: Mapping[str, Node]) -> Node:
    """The term with other terms in the place of some variables."""
    if isinstance(node, Var):
        return values.get(node.id, node)
    args = tuple(substitute(arg, values) for arg in node.args)
    if args == node.args:
        return node
    if node.head == APPLICATION:
        return apply(args[0], args[1:])
    return Term(node.head, args, node.binds)


def variables(node: Node) -> Iterator[str]:
    """The ids of the variables in a term, in an order that equal terms share where it matters."""
    if isinstance(node, Var):
        yield node.id
        return
    parts = node.compared
    for arg in sorted(parts, key=outline) if node.head in SWAPPABLE else parts:
        yield from variables(arg)


def key(node: Node) -> str:
    """The same for two terms that differ only in bound names and in order."""
    return node.id if isinstance(node, Var) else node.key


def _key(node: Node, bound: Mapping[str, str]) -> str:
    if isinstance(node, Var):
        return bound.get(node.id, node.id)
    if node.binds:
        order = dict.fromkeys(v for v in variables(node.args[0]) if v in node.binds)
        bound = {**bound, **{v: f"#{len(bound) + i}" for i, v in enumerate(order)}}
    parts = [_key(arg, bound) if bound else key(arg) for arg in node.compared]
    if node.head in SWAPPABLE:
        parts.sort()
    return f"({node.head} {len(node.binds)} {' '.join(parts)})"


Renaming = Mapping[str, str]


class Matcher:
    """Renamings of variables that take one term to another; gives up after so many tries."""

    def __init__(self, tries: int, *, one_to_one: bool = True) -> None:
        self._tries = tries
        self._one_to_one = one_to_one

    def match(self, one: Node, other: Node, known: Renaming) -> Iterator[Renaming]:
        """The renamings that extend a known one.

        Raises :class:`TooManyTries`.
        """
        self._tries -= 1
        if self._tries < 0:
            raise TooManyTries
        if isinstance(one, Var) and isinstance(other, Var):
            if one.id in known:
                if known[one.id] == other.id:
                    yield known
            elif not self._one_to_one or other.id not in known.values():
                yield {**known, one.id: other.id}
        elif isinstance(one, Term) and isinstance(other, Term) and one.outline == other.outline:
            for found in self.all(
                one.compared, other.compared, known, in_order=one.head not in SWAPPABLE
            ):
                if all(found.get(v, "") in (*other.binds, "") for v in one.binds):
                    yield {v: w for v, w in found.items() if v not in one.binds}

    def all(
        self, ones: tuple[Node, ...], others: tuple[Node, ...], known: Renaming, *, in_order: bool
    ) -> Iterator[Renaming]:
        """The renamings that take some terms to others, each to another one."""
        if not ones:
            yield known
            return
        for index in range(1 if in_order else len(others)):
            rest = (*others[:index], *others[index + 1 :])
            for found in self.match(ones[0], others[index], known):
                yield from self.all(ones[1:], rest, found, in_order=in_order)


class TooManyTries(Exception):
    """There are too many ways to match two terms: they look alike in every part."""
