"""Terms over data, tidied: sums and products in one order, without what adds nothing.

``n + 0``, ``0 + n``, ``n * 1`` are ``n``, ``n + 1 + 1`` is ``n + 2``, ``b + a`` is ``a + b``, and
what both sides of a relation have is taken off both. Products have an order but for numbers: in a
group ``a * b`` is not ``b * a``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from tools.metrics.kinds import LINEAR, Kinds, is_about
from tools.metrics.terms import Node, Term, key

_ZERO, _ONE = Term("0"), Term("1")
_LARGEST = 10**9
"""Numbers up to which sums and products are worked out."""


def number(node: Node) -> int | None:
    """The number that a numeral is."""
    if isinstance(node, Term) and not node.args and node.head.isdecimal() and len(node.head) < 10:
        return int(node.head)
    return None


def tidy(node: Term, kinds: Kinds) -> Node:
    """A sum, product or the like whose arguments are tidy."""
    match node.head, node.args:
        case "+", (_, _, *_):
            return sum_of(_parts(node, "+"))
        case "*", (_, _):
            return _product(node, kinds)
        case "-", (left, right) if right == _ZERO:
            return left
        case (("/" | "^"), (left, right)) if right == _ONE:
            return left
        case "-", (Term("-", (inner,)),):
            return inner
    return node


def _parts(node: Node, *heads: str) -> Iterator[Node]:
    if isinstance(node, Term) and node.head in heads:
        for arg in node.args:
            yield from _parts(arg, *heads)
    else:
        yield node


def sum_of(parts: Iterator[Node] | Sequence[Node]) -> Node:
    """The sum of some terms, numerals added up."""
    others: list[Node] = []
    total = 0
    for part in parts:
        value = number(part)
        if value is None or total + value > _LARGEST:
            others.append(part)
        else:
            total += value
    if total or not others:
        others.append(Term(str(total)))
    return others[0] if len(others) == 1 else Term("+", tuple(others))


def _product(node: Term, kinds: Kinds) -> Node:
    parts = [part for part in _parts(node, "*", "*c") if part != _ONE]
    if _ZERO in parts:
        return _ZERO
    if len(parts) < 2:
        return parts[0] if parts else _ONE
    if not is_about(node, LINEAR, kinds):
        return Term("*", tuple(parts))
    total = 1
    others: list[Node] = []
    for part in parts:
        value = number(part)
        if value is None or total * value > _LARGEST:
            others.append(part)
        else:
            total *= value
    if not others:
        return Term(str(total))
    parts = [Term(str(total)), *others] if total > 1 else others
    return parts[0] if len(parts) == 1 else Term("*c", tuple(parts))


def without_common(left: Node, right: Node) -> tuple[Node, Node]:
    """Both sides of ``=``, ``≤`` or ``<`` without the summands that both have."""
    ones, others = list(_parts(left, "+")), list(_parts(right, "+"))
    common = Counter(map(key, ones)) & Counter(map(key, others))
    first, second = (
        number(sum_of([p for p in ones if number(p) is not None])),
        number(sum_of([p for p in others if number(p) is not None])),
    )
    if first and second:
        least = min(first, second)
        ones = [Term(str(first - least)), *(p for p in ones if number(p) is None)]
        others = [Term(str(second - least)), *(p for p in others if number(p) is None)]
    return sum_of(_left(ones, common.copy())), sum_of(_left(others, common.copy()))


def _left(parts: Sequence[Node], common: Counter[str]) -> list[Node]:
    """Some summands without those that are common."""
    left = []
    for part in parts:
        name = key(part)
        if number(part) is None and common[name] > 0:
            common[name] -= 1
        else:
            left.append(part)
    return left


def without_casts(left: Node, right: Node) -> tuple[Node, Node]:
    """``a ≤ b`` for ``↑a ≤ ↑b``, where sums and products of casts and numerals are compared."""
    sides = [_uncast(side) for side in (left, right)]
    if None in sides or not any(_has_cast(side) for side in (left, right)):
        return left, right
    return sides[0] or left, sides[1] or right


def _uncast(node: Node) -> Node | None:
    if not isinstance(node, Term):
        return None
    if node.head == "↑" and len(node.args) == 1:
        return node.args[0]
    if number(node) is not None:
        return node
    if node.head not in ("+", "*"):  # a difference of natural numbers is another one
        return None
    args = [_uncast(arg) for arg in node.args]
    kept = tuple(arg for arg in args if arg is not None)
    return Term(node.head, kept) if len(kept) == len(args) else None


def _has_cast(node: Node) -> bool:
    return isinstance(node, Term) and (node.head == "↑" or any(map(_has_cast, node.args)))
