"""The length of a proof: how many tactics its author wrote.

Each tactic of the source counts once, whether it runs never, once or in ten branches; combinators
count none. A term counts one where a block of tactics could stand in its place: as a whole proof,
as the value of a `have`, `let`, `show … from`, `suffices … from` or typed `obtain`, as a step of a
`calc`. Inside a bigger term, ``by exact t`` counts what ``t`` counts. So unwrapping ``by exact t``
to ``t`` gains nothing anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tools.lean.syntax import NULL, Syntax
from tools.lean.tactics import CHOICE, sequence_items, tactic_steps
from tools.metrics.metric import Evidence, MeasuredProof
from tools.metrics.reading import last

BLOCKS = frozenset({"Term.byTactic", "Term.byTactic'"})
"""The kinds of terms that are blocks of tactics."""
_EXACT = "Tactic.exact"
_WITH_VALUE = frozenset(
    {"letIdDecl", "letPatDecl", "haveIdDecl", "havePatDecl", "calcStep", "calcFirstStep"}
)
_BY_ALTERNATIVES = frozenset({"declValEqns", "whereStructInst", "letEqnsDecl", "haveEqnsDecl"})


def length(value: Syntax) -> int:
    """The number of tactics in a declaration's value (from ``:=`` or the first ``|`` on)."""
    return len(counted(value))


def counted(value: Syntax) -> list[Syntax]:
    """What :func:`length` counts: tactics, and terms that stand in the place of a block."""
    tactics = {id(step.node) for step in tactic_steps(value) if not step.is_combinator}
    places = {id(slot) for node in value.walk() for slot in slots(node)}
    found: list[Syntax] = []
    # (node, whether a block of tactics could stand in its place)
    stack = [(value, False)]
    while stack:
        node, slot = stack.pop()
        if node.kind == CHOICE and node.children:
            stack.append((node[0], slot))
            continue
        if node.is_empty or node.kind == "missing":
            continue
        if node.kind in BLOCKS:
            term = only_exact(node)
            if term is not None:
                stack.append((term, slot))
                continue
        elif slot:
            found.append(node)
        if id(node) in tactics or last(node.kind) in _BY_ALTERNATIVES:
            found.append(node)
        stack.extend((child, id(child) in places) for child in node.children)
    return found


def only_exact(by: Syntax) -> Syntax | None:
    """The term of a block whose only tactic is ``exact``."""
    items = sequence_items(by.children[-1])
    if len(items) == 1 and items[0].kind == _EXACT:
        return items[0][1]
    return None


def slots(node: Syntax) -> Iterator[Syntax]:
    """The terms right below a node in whose place a block of tactics could stand."""
    kind = last(node.kind)
    if kind == "declValSimple" or kind in _WITH_VALUE:
        yield from _after(node, ":=")
    elif kind == "fromTerm":
        yield from _after(node, "from")
    elif kind == "obtain" and any(part.has_atom(0, ":") for part in node.children):
        # Without a type it is `rcases` by another name, and no block could stand there.
        for part in node.children:
            if part.has_atom(0, ":="):
                yield from part[1].children[:1]


def _after(node: Syntax, symbol: str) -> Iterator[Syntax]:
    for index, child in enumerate(node.children):
        if node.has_atom(index, symbol) and index + 1 < len(node.children):
            yield node[index + 1]
        elif child.kind == NULL and child.has_atom(0, symbol):
            yield from child.children[1:2]  # the first step of a `calc` may do without a proof


@dataclass(frozen=True)
class Length:
    """The metric: the length, negated."""

    name: str = "length"
    description: str = (
        "The number of tactics in the proof, negated: fewer tactics are better, and a proof by a "
        "single term counts as one tactic."
    )

    ceiling: float | None = -1.0
    needs: frozenset[Evidence] = frozenset({Evidence.SYNTAX})

    def measure(self, proof: MeasuredProof) -> float:
        return -float(length(proof.view.value))


LENGTH = Length()
