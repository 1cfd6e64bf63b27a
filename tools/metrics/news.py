"""What a target says beyond the hypotheses: part by part, as the parts are written.

``h : p ⊢ p ∧ q`` says ``q``, and ``h : p ⊢ p ∨ q`` and ``h : p ⊢ q → p`` say nothing. What is got
from a hypothesis by logic (``q`` from ``p ∧ q``, ``¬p`` from ``¬(p ∨ q)``) and what puts several
together (``p ∧ q`` from both) is news.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from tools.metrics.clauses import clausal
from tools.metrics.statements import Statements, joined, parts_of
from tools.metrics.terms import HIGHEST, TRUE, Node, Term, TooHigh, Var, key
from tools.metrics.unfolding import unfold


def statement(node: Node, kinds: dict[str, Node]) -> Node:
    """The form of a whole statement. One that only calculation shows to say nothing, such as
    ``a + b = b + a``, is about calculation and is left as it stands."""
    read = _calculated(node, kinds)
    if read != TRUE:
        return read
    return Statements(kinds, calculates=False).read(node)


def _calculated(node: Node, kinds: dict[str, Node]) -> Node:
    try:
        read = Statements(kinds).read(node)
    except TooHigh:
        return node
    return read if isinstance(read, Var) or read.height <= HIGHEST - 20 else node


def said(hypothesis: Node, kinds: dict[str, Node]) -> Iterator[str]:
    """The keys of what a hypothesis states: of the whole, and of both directions of an
    equivalence."""
    node = unfold(hypothesis)
    yield key(clausal(statement(node, kinds)))
    match node:
        case Term("↔", (left, right)):
            for one, other in ((left, right), (right, left)):
                direction = clausal(statement(Term("→", (one, other)), kinds))
                if len(list(parts_of(direction, "∨"))) > 1:  # of `p ↔ ¬p`, `¬p` is news
                    yield key(direction)


def unknown(
    target: Node, kinds: dict[str, Node], known: Collection[str], given: Collection[str]
) -> Node:
    """What a target says beyond what is known, by key; ``True`` if that is nothing.

    ``given`` is what is known without having been derived: two such facts put together are one that
    neither of them is.
    """
    whole = clausal(statement(target, kinds))
    if key(whole) in known:
        return TRUE
    if clausal(_calculated(target, kinds)) == TRUE:
        return whole
    left = clausal(_left(target, kinds, known))
    if left == TRUE and sum(key(part) in given for part in parts_of(whole, "∧")) > 1:
        return whole
    return left


def _left(node: Node, kinds: dict[str, Node], known: Collection[str]) -> Node:
    node = unfold(node)
    match node:
        case Term("∧", (_, _)):
            return joined("∧", [_left(part, kinds, known) for part in node.args])
        case Term("∨", (_, _)) if any(_left(part, kinds, known) == TRUE for part in node.args):
            return TRUE
        case Term("→", (_, conclusion)) if _left(conclusion, kinds, known) == TRUE:
            return TRUE
    read = clausal(_calculated(node, kinds))
    return TRUE if all(key(part) in known for part in parts_of(read, "∧")) else read
